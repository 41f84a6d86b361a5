"""What the domain has beside names: weapons, dates and quantities, as spans."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from conflict_nlp.dates import document_date, find_dates
from conflict_nlp.events.means import means_in
from conflict_nlp.quantities import find_quantities
from conflict_nlp.text.view import View

# Means of attack that are things (the weapon itself, `means.csv` rank 2), not ways to attack.
_WEAPON = 2


def weapons_in(view: View) -> list[tuple[int, int]]:
    """The weapons of a document in characters."""
    found = means_in(view, 0, len(view))
    return [(view.starts[means.first], view.ends[means.last]) for means in found if means.rank == _WEAPON]


def domain_spans(doc: Doc) -> list[Span]:
    """Spans of WEAPON, DATE and QUANTITY (counts and measures; the kind is `id_`), in order; they may lie over names and each other."""
    view = View(doc)
    found = [(start, end, "WEAPON", "") for start, end in weapons_in(view)]
    found += [(date.start, date.end, "DATE", "") for date in find_dates(view, document_date(view))]
    found += [(q.start, q.end, "QUANTITY", q.kind) for q in find_quantities(doc.text) if q.kind not in ("date", "time", "identifier")]
    spans = [doc.char_span(start, end, label, span_id=kind, alignment_mode="expand") for start, end, label, kind in sorted(found)]
    return [span for span in spans if span is not None]
