"""Train an encoder of Arabic news from nothing: text -> vocabulary -> packed sequences -> weights that spacy-transformers loads."""
