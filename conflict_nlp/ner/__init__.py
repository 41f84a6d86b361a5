"""Trained named entity recognition: the `crf_ner` component, its network, and the layer that brings its entities to the guideline."""
