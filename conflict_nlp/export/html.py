"""A page to read: each article right to left with its claims marked, above a table of them.

The page is complete in itself and loads nothing. All text of documents is escaped; the page's policy lets no script run
but its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import BinaryIO, NamedTuple, get_args

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter
from conflict_nlp.spans import read_claims, read_document
from conflict_nlp.types import CasualtyClaim, Harm, Mention, Place

_ROLES = {"actor": "who did it", "source": "who says so", "place": "where"}
_HEADINGS = ("", "Harm", "Figure", "In the text", "Victims", "By", "Source", "Place", "When", "")


class HtmlExporter(Exporter):
    """One page for all documents, in their order."""

    needs_file = True

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._script = (files(__package__) / "view.js").read_text("utf8")
        self._put(_head((files(__package__) / "view.css").read_text("utf8"), self._script))

    def write(self, doc: Doc) -> None:
        self._put(render(doc))

    def close(self) -> None:
        self._put(f"<script>{self._script}</script>\n</body>\n</html>\n")

    def _put(self, text: str) -> None:
        self._file.write(text.encode())


def _head(style: str, script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    harms = "".join(f'<li class="chip {harm}">{_words(harm)}</li>' for harm in get_args(Harm))
    roles = "".join(f'<li class="role"><span class="{role}">{meaning}</span></li>' for role, meaning in _ROLES.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'">
<title>Casualty claims</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>Casualty claims</h1>
<ul class="legend">{harms}{roles}</ul>
</header>
"""


def render(doc: Doc) -> str:
    """The section of the page for one document."""
    claims = read_claims(doc)
    about = read_document(doc)
    facts = [f"<b><bdi>{_text(about.get('id', ''))}</bdi></b>"]
    facts += [f"<bdi>{_text(about[key])}</bdi>" for key in ("date", "outlet") if about.get(key)]
    if about.get("url", "").startswith(("https://", "http://")):
        facts.append(f'<a href="{_text(about["url"])}" rel="noreferrer">original</a>')
    facts.append(f"<span>{len(claims)} claim{'' if len(claims) == 1 else 's'}</span>")
    return f"""<section>
<div class="sheet">
<div class="about">{"".join(facts)}</div>
<div class="text" dir="rtl" lang="ar">{_marked(doc.text, claims)}</div>
{_table(claims)}
</div>
</section>
"""


def _table(claims: list[CasualtyClaim]) -> str:
    if not claims:
        return '<p class="none">No claim was found in this text.</p>'
    head = "".join(f"<th>{heading}</th>" for heading in _HEADINGS)
    rows = "\n".join(_row(claim) for claim in claims)
    return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>'


def _row(claim: CasualtyClaim) -> str:
    victims = [f"<bdi>{_text(claim.victims.text)}</bdi>"]
    if claim.victims.actor:
        victims.append(f'<bdi class="note">{_text(claim.victims.actor)}</bdi>')
    if claim.victims.type != "unknown":
        victims.append(f'<span class="note">{claim.victims.type}</span>')
    notes = [f"part of {_text(claim.part_of)}"] if claim.part_of else []
    notes += [f"same as {_text(claim.same_as)}"] if claim.same_as else []
    notes += [f'<span class="status">{claim.status}</span>'] if claim.status != "asserted" else []
    stance = claim.stance if claim.stance != "asserted" else None
    accused = [_names(claim.perpetrators), *([f'<span class="note">{_words(stance)}</span>'] if stance is not None else [])]
    cells = (
        f'<span class="note">{_text(claim.id)}</span>',
        f'<span class="chip">{_words(claim.harm)}</span>',
        f'<span class="figure">{figure(claim)}</span>' + (' <span class="note">vague</span>' if claim.modifier == "vague" else ""),
        f"<bdi>{_text(claim.text)}</bdi>",
        _lines(victims),
        _lines(accused),
        _names(claim.sources),
        _names([claim.place] if claim.place else []),
        _text(claim.date or ""),
        f'<span class="note">{_lines(notes)}</span>',
    )
    columns = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{_text(claim.harm)}" data-claim="{_text(claim.id)}" tabindex="0">{columns}</tr>'


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


def _marked(text: str, claims: list[CasualtyClaim]) -> str:
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
        out.append(_wrapped(_text(text[start:end]), end, open_pieces))
    return "".join(out)


def _wrapped(content: str, end: int, pieces: list[_Piece]) -> str:
    """`content` in the elements of the pieces over it: underlined for the roles, a mark for claims."""
    for role in _ROLES:
        ids = list(dict.fromkeys(piece.claim.id for piece in pieces if piece.role == role))
        if ids:
            content = f'<span class="{role}" data-claims="{_text(" ".join(ids))}">{content}</span>'
    # The shortest claim is the innermost: it gives the colour and comes last in the list.
    over = sorted((piece for piece in pieces if piece.role == "claim"), key=lambda piece: piece.start - piece.end)
    if not over:
        return content
    inner = over[-1].claim
    labels = " ".join(piece.claim.id for piece in reversed(over) if piece.end == end)
    label = f' data-label="{_text(labels)}"' if labels else ""
    nested = " nested" if len(over) > 1 else ""
    ids = [piece.claim.id for piece in over]
    return f'<mark class="{_text(inner.harm)}{nested}" data-claims="{_text(" ".join(ids))}"{label}>{content}</mark>'


def _names(mentions: Sequence[Mention | Place]) -> str:
    return _lines([f"<bdi>{_text(mention.name)}</bdi>" for mention in mentions])


def _lines(items: list[str]) -> str:
    return "".join(f"<div>{item}</div>" for item in items)


def _words(value: str) -> str:
    return _text(value.replace("_", " "))


def _text(value: str) -> str:
    # HTML has no way to write the character NUL.
    return escape(value.replace("\0", "\ufffd"), quote=True)
