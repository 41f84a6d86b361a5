"""What pages that show articles have in common: the marks over the words that claims rest on, and how text becomes HTML."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from conflict_nlp.types import CasualtyClaim

# The classes of the words beside a claim's own: who did it, who says so, where.
ROLES = ("actor", "source", "place")


def escaped(value: str) -> str:
    """`value` as text of HTML or of an attribute in quotes."""
    # HTML has no way to write the character NUL.
    return escape(value.replace("\0", "\ufffd"), quote=True)


def web_address(value: object) -> bool:
    """Whether a link may lead there: no `javascript:`, no `data:`."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def policy(script: str) -> str:
    """The Content-Security-Policy of a page complete in itself that runs `script` and nothing else."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def figure(claim: CasualtyClaim) -> str:
    """The bounds as a reader writes them: `17`, `≥ 17`, `≈ 50`, `20–30`."""
    if claim.modifier == "at_most" and claim.high is not None:
        return f"≤ {claim.high:,}"
    if claim.high is None:
        return f"≥ {claim.low:,}"
    if claim.low != claim.high:
        return f"{claim.low:,}–{claim.high:,}"
    return f"≈ {claim.low:,}" if claim.modifier == "approximate" else f"{claim.low:,}"


class _Piece(NamedTuple):
    """A stretch of text that something refers to: a claim's own words, or the actor, source or place of one."""

    start: int
    end: int
    role: str
    claim: CasualtyClaim


def _pieces(claims: Iterable[CasualtyClaim]) -> Iterator[_Piece]:
    for claim in claims:
        yield _Piece(claim.start, claim.end, "claim", claim)
        for mention in claim.perpetrators:
            yield _Piece(mention.start, mention.end, "actor", claim)
        for mention in claim.sources:
            yield _Piece(mention.start, mention.end, "source", claim)
        if claim.place:
            yield _Piece(claim.place.start, claim.place.end, "place", claim)


def marked(text: str, claims: list[CasualtyClaim]) -> str:
    """`text` as HTML, cut wherever a piece begins or ends, so that pieces may nest and overlap."""
    pieces = sorted(_pieces(claims), key=lambda piece: piece.start)
    cuts = sorted({0, len(text), *(piece.start for piece in pieces), *(piece.end for piece in pieces)})
    out: list[str] = []
    open_pieces: list[_Piece] = []
    upcoming = iter(pieces)
    following = next(upcoming, None)
    for start, end in pairwise(cuts):
        open_pieces = [piece for piece in open_pieces if piece.end > start]
        while following is not None and following.start <= start:
            open_pieces.append(following)
            following = next(upcoming, None)
        out.append(_wrapped(escaped(text[start:end]), end, open_pieces))
    return "".join(out)


def _wrapped(content: str, end: int, pieces: list[_Piece]) -> str:
    """`content` in the elements of the pieces over it: underlined for the roles, a mark for claims."""
    for role in ROLES:
        ids = list(dict.fromkeys(piece.claim.id for piece in pieces if piece.role == role))
        if ids:
            content = f'<span class="{role}" data-claims="{escaped(" ".join(ids))}">{content}</span>'
    # The shortest claim is the innermost: it gives the colour and comes last in the list.
    over = sorted((piece for piece in pieces if piece.role == "claim"), key=lambda piece: piece.start - piece.end)
    if not over:
        return content
    inner = over[-1].claim
    labels = " ".join(piece.claim.id for piece in reversed(over) if piece.end == end)
    label = f' data-label="{escaped(labels)}"' if labels else ""
    nested = " nested" if len(over) > 1 else ""
    ids = [piece.claim.id for piece in over]
    return f'<mark class="{escaped(inner.harm)}{nested}" data-claims="{escaped(" ".join(ids))}"{label}>{content}</mark>'
