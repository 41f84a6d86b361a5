"""Transformers for Arabic: `conflict_nlp.TransformerModel.v1`, spacy-transformers' model on words as the encoder knows them."""
