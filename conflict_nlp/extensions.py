"""The custom attributes of `Doc`: views of what the span groups hold (`conflict_nlp.spans`).

Getters are functions of this module, so that a `Doc` with them can be pickled and sent to worker processes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from spacy.tokens import Doc

from conflict_nlp.spans import read_claims, read_document, read_events, read_mentions, write_document
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Mention


def get_casualty_claims(doc: Doc) -> list[CasualtyClaim]:
    """`doc._.casualty_claims`: the claims, in the order of the text."""
    return read_claims(doc)


def get_conflict_events(doc: Doc) -> list[ConflictEvent]:
    """`doc._.conflict_events`: attacks and arrests, with or without a count of people."""
    return read_events(doc)


def get_actor_mentions(doc: Doc) -> list[Mention]:
    """`doc._.actor_mentions`: names of actors and what refers back to them, with their `kb_id`."""
    return read_mentions(doc)


def get_document_date(doc: Doc) -> str | None:
    """`doc._.document_date`: the date the document was told it has (ISO 8601), `None` if it was not told."""
    return read_document(doc).get("date")


def set_document_date(doc: Doc, value: str | date | None) -> None:
    """Set `doc._.document_date`: an ISO 8601 string or a date."""
    write_document(doc, date=value)


def get_document_id(doc: Doc) -> str | None:
    """`doc._.document_id`: the id given with the document."""
    return read_document(doc).get("id")


def set_document_id(doc: Doc, value: str | None) -> None:
    """Set `doc._.document_id`."""
    write_document(doc, id=value)


def get_outlet(doc: Doc) -> str | None:
    """`doc._.outlet`: who published the document (`source` in the JSONL)."""
    return read_document(doc).get("outlet")


def set_outlet(doc: Doc, value: str | None) -> None:
    """Set `doc._.outlet`."""
    write_document(doc, outlet=value)


_EXTENSIONS: dict[str, dict[str, Any]] = {
    "casualty_claims": {"getter": get_casualty_claims},
    "conflict_events": {"getter": get_conflict_events},
    "actor_mentions": {"getter": get_actor_mentions},
    "document_date": {"getter": get_document_date, "setter": set_document_date},
    "document_id": {"getter": get_document_id, "setter": set_document_id},
    "outlet": {"getter": get_outlet, "setter": set_outlet},
}


def install_extensions() -> None:
    """Register the attributes on `Doc`; what is registered already, by this library or by the caller, stays as it is."""
    for name, functions in _EXTENSIONS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, **functions)


# On import too: spaCy imports the components, and they this module, when it makes its first pipeline of any kind.
install_extensions()
