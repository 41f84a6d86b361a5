"""Documents go to annotation tools and come back corrected, as records to train on and to count."""
