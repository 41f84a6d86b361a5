"""Incidents and documents made by hand for the tests of formats. All are invented."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import spacy
from spacy.tokens import Doc

from conflict_nlp.export import find_exporter
from conflict_nlp.export.base import Exporter
from conflict_nlp.incidents import Estimate, Incident, Party, Report, ReportedClaim, Toll
from conflict_nlp.spans import write_claims, write_document, write_events
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention, Place, Victims

ARMY, GROUP, RIVAL = "actor:syria-army", "actor:is", "actor:sdf"  # kinds: state force, armed group, armed group
TOWN = Place("النخيل", 20, 26, "النخيل", "place:town:x", 35.5, 36.25, "إدلب", "حارم", "SY", "SY07", 1)


def claim(id: str = "c1", harm: Any = "killed", low: int = 5, high: int | None = 5, **more: Any) -> CasualtyClaim:
    """A claim; `text` and offsets do not matter where only values are written."""
    values = {"text": "خمسة", "modifier": "exact", "victims": Victims("شخص", 0, 3), "date": "2031-05-06", "place": TOWN, **more}
    return CasualtyClaim(id=id, start=0, end=len(values["text"]), harm=harm, low=low, high=high, **values)


def estimate(low: int, best: int | None = None, high: int | None = None, *claims: str) -> Estimate:
    """Three numbers; one number stands for all three, `high` is -1 where it is open."""
    best = low if best is None else best
    return Estimate(low, best, None if high == -1 else best if high is None else high, "only", list(claims))


def incident(*claims: CasualtyClaim, **more: Any) -> Incident:
    """An incident of one report."""
    plain = Incident(
        id="i-1",
        date="2031-05-06",
        date_precision=1,
        place=TOWN,
        type="ASSAULT",
        mode="aerial",
        acled_type="Air/drone strike",
        tolls={"killed": Toll(estimate(5, 5, 5, "a#c1"))},
        reports=[Report("a", "2031-05-07", "صحيفة", "https://example.org/a")],
        claims=[ReportedClaim("a", item) for item in claims or (claim(),)],
    )
    return replace(plain, **more)


def party(kb_id: str | None, stance: Any = None, name: str = "الفريق") -> Party:
    return Party(name, kb_id, stance)


def doc(
    text: str, claims: list[CasualtyClaim], events: list[ConflictEvent] | None = None, *, id: str = "a", date: str | None = "2031-05-07"
) -> Doc:
    """A document with these results."""
    made = spacy.blank("ar").make_doc(text)
    write_document(made, id=id, date=date, outlet="صحيفة", url=f"https://example.org/{id}")
    write_claims(made, claims)
    write_events(made, events or [])
    return made


def report(text: str = "قتل 12 مدنيا وأصيب 30 شخصا في قصف للجيش على النخيل", *, id: str = "a", status: Any = "asserted") -> Doc:
    """A document with two claims and their event."""

    def at(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    army = Mention("الجيش", *at("لجيش"), "الجيش", ARMY)
    where = replace(TOWN, start=at("النخيل")[0], end=at("النخيل")[1])
    shared = {"perpetrators": [army], "place": where, "date": "2031-05-06", "date_precision": 1, "event": "e1", "status": status}
    killed = CasualtyClaim(
        "c1", *at("12 مدنيا"), "12 مدنيا", "killed", 12, 12, "exact", Victims("مدنيا", *at("مدنيا"), "civilian"), stance="accused", **shared
    )
    injured = CasualtyClaim("c2", *at("30 شخصا"), "30 شخصا", "injured", 30, None, "at_least", Victims("شخصا", *at("شخصا")), **shared)
    trigger = Evidence("trigger", "قصف", *at("قصف"), "attack noun")
    event = ConflictEvent(
        "e1",
        "ASSAULT",
        trigger,
        mode="heavy-weapons",
        acled_type="Shelling/artillery/missile attack",
        attackers=[army],
        targets=[Mention("مدنيا", *at("مدنيا"), "مدنيا")],
        place=where,
        date="2031-05-06",
        date_precision=1,
        claims=["c1", "c2"],
    )
    return doc(text, [killed, injured], [event], id=id)


def export(format: str, *docs: Doc) -> tuple[bytes, Exporter]:
    """What the format writes of the documents, and its exporter."""
    file = io.BytesIO()
    exporter = find_exporter(format)(file)
    for item in docs:
        exporter.write(item)
    exporter.close()
    return file.getvalue(), exporter
