"""A page to read: each article right to left with its claims marked, above a table of them.

The page is complete in itself and loads nothing. All text of documents is escaped; the page's policy lets no script run
but its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import BinaryIO, get_args

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter
from conflict_nlp.export.marking import escaped, figure, marked, policy, web_address
from conflict_nlp.spans import read_claims, read_document
from conflict_nlp.types import CasualtyClaim, Harm, Mention, Place

_MEANINGS = {"actor": "who did it", "source": "who says so", "place": "where"}
_HEADINGS = ("", "Harm", "Figure", "In the text", "Victims", "By", "Source", "Place", "When", "")


class HtmlExporter(Exporter):
    """One page for all documents, in their order."""

    needs_file = True

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._script = (files(__package__) / "view.js").read_text("utf8")
        style = "".join((files(__package__) / name).read_text("utf8") for name in ("marks.css", "view.css"))
        self._put(_head(style, self._script))

    def write(self, doc: Doc) -> None:
        self._put(render(doc))

    def close(self) -> None:
        self._put(f"<script>{self._script}</script>\n</body>\n</html>\n")

    def _put(self, text: str) -> None:
        self._file.write(text.encode())


def _head(style: str, script: str) -> str:
    harms = "".join(f'<li class="chip {harm}">{_words(harm)}</li>' for harm in get_args(Harm))
    roles = "".join(f'<li class="role"><span class="{role}">{meaning}</span></li>' for role, meaning in _MEANINGS.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy(script)}">
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
    facts = [f"<b><bdi>{escaped(about.get('id', ''))}</bdi></b>"]
    facts += [f"<bdi>{escaped(about[key])}</bdi>" for key in ("date", "outlet") if about.get(key)]
    if web_address(about.get("url")):
        facts.append(f'<a href="{escaped(about["url"])}" rel="noreferrer">original</a>')
    facts.append(f"<span>{len(claims)} claim{'' if len(claims) == 1 else 's'}</span>")
    return f"""<section>
<div class="sheet">
<div class="about">{"".join(facts)}</div>
<div class="text" dir="rtl" lang="ar">{marked(doc.text, claims)}</div>
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
    victims = [f"<bdi>{escaped(claim.victims.text)}</bdi>"]
    if claim.victims.actor:
        victims.append(f'<bdi class="note">{escaped(claim.victims.actor)}</bdi>')
    if claim.victims.type != "unknown":
        victims.append(f'<span class="note">{claim.victims.type}</span>')
    notes = [f"part of {escaped(claim.part_of)}"] if claim.part_of else []
    notes += [f"same as {escaped(claim.same_as)}"] if claim.same_as else []
    notes += [f'<span class="status">{claim.status}</span>'] if claim.status != "asserted" else []
    stance = claim.stance if claim.stance != "asserted" else None
    accused = [_names(claim.perpetrators), *([f'<span class="note">{_words(stance)}</span>'] if stance is not None else [])]
    cells = (
        f'<span class="note">{escaped(claim.id)}</span>',
        f'<span class="chip">{_words(claim.harm)}</span>',
        f'<span class="figure">{figure(claim)}</span>' + (' <span class="note">vague</span>' if claim.modifier == "vague" else ""),
        f"<bdi>{escaped(claim.text)}</bdi>",
        _lines(victims),
        _lines(accused),
        _names(claim.sources),
        _names([claim.place] if claim.place else []),
        escaped(claim.date or ""),
        f'<span class="note">{_lines(notes)}</span>',
    )
    columns = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{escaped(claim.harm)}" data-claim="{escaped(claim.id)}" tabindex="0">{columns}</tr>'


def _names(mentions: Sequence[Mention | Place]) -> str:
    return _lines([f"<bdi>{escaped(mention.name)}</bdi>" for mention in mentions])


def _lines(items: list[str]) -> str:
    return "".join(f"<div>{item}</div>" for item in items)


def _words(value: str) -> str:
    return escaped(value.replace("_", " "))
