"""`conflict_nlp.sentence_windows.v1`: what a transformer reads at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from spacy.tokens import Doc, Span


def make_sentence_windows(tokens: int = 128) -> Callable[[Sequence[Doc]], list[list[Span]]]:
    """As many whole sentences at a time as fit into `tokens`; a longer sentence, or a Doc without sentences, is cut. Each token is
    in one window."""
    return partial(_all_windows, tokens=tokens)


def _all_windows(docs: Sequence[Doc], tokens: int) -> list[list[Span]]:
    return [[doc[start:end] for start, end in _windows(doc, tokens)] for doc in docs]


def _windows(doc: Doc, tokens: int) -> list[tuple[int, int]]:
    starts = [token.i for token in doc if token.is_sent_start] if doc.has_annotation("SENT_START") else []
    found: list[tuple[int, int]] = []
    for first, last in pairwise([*sorted({0, *starts}), len(doc)]):
        for start in range(first, last, tokens):
            end = min(start + tokens, last)
            if found and start == first and end - found[-1][0] <= tokens:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    return found
