"""Lemmas, parts of speech and clitics from CAMeL Tools."""
