"""Named entity corpora, each in its own format, as one: texts with character spans, then spaCy's DocBin."""
