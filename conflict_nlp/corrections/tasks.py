"""A document as annotation tools see it: one layer of labelled spans, and relations between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from spacy.tokens import Doc

from conflict_nlp.api import to_record
from conflict_nlp.spans import read_document
from conflict_nlp.types import Harm

HARMS: tuple[str, ...] = get_args(Harm)
# A span that is neither name nor claim, but plays a role in a claim.
MENTION = "MENTION"
# From a claim to who was harmed, their side, who did it, who says so and where; and to another claim.
ROLES = ("victims", "victims_actor", "perpetrator", "source", "place")
LINKS = ("part_of", "same_as")
# The key under which a tool keeps what it has no field for.
KEPT = "conflict_nlp"


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span; `facts` are the values of a claim that a tool shows beside it (None where it shows none)."""

    id: str
    start: int
    end: int
    label: str
    facts: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled relation between two spans, by their ids."""

    head: str
    child: str
    label: str


@dataclass(frozen=True, slots=True)
class Task:
    """A document to correct. `relations` is None where the tool's file has no place for them; `kept` is the document's record as it was
    exported, with a hash of the text and what the document was told about itself."""

    id: str
    text: str
    marks: list[Mark]
    relations: list[Relation] | None
    kept: dict[str, Any] = field(default_factory=dict)


def make_task(doc: Doc) -> Task:
    """The task for a document."""
    record = to_record(doc)
    marks = [Mark(f"e{n}", ent["start"], ent["end"], ent["label"]) for n, ent in enumerate(record["entities"], 1)]
    at = {(mark.start, mark.end): mark.id for mark in marks}
    claims = record["claims"]
    marks += [Mark(claim["id"], claim["start"], claim["end"], claim["harm"], facts(claim)) for claim in claims]
    relations = []
    for claim in claims:
        for role, start, end in roles(claim):
            if (start, end) not in at:
                at[start, end] = f"m{len(at) + 1}"
                marks.append(Mark(at[start, end], start, end, MENTION))
            relations.append(Relation(claim["id"], at[start, end], role))
        relations += [Relation(claim["id"], claim[link], link) for link in LINKS if claim[link]]
    about = {key: value for key, value in read_document(doc).items() if key != "id"}
    kept = {"sha256": fingerprint(doc.text), "about": about, **record}
    return Task(record["id"], doc.text, marks, list(dict.fromkeys(relations)), kept)


def fingerprint(text: str) -> str:
    """What tells whether a text is the exported one."""
    return hashlib.sha256(text.encode()).hexdigest()


def facts(claim: dict[str, Any]) -> dict[str, Any]:
    """The values of a claim that can be corrected beside its span."""
    return {**{name: claim[name] for name in ("low", "high", "modifier", "status")}, "victims": claim["victims"]["type"]}


def roles(claim: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """The spans that play a role in a claim."""
    victims, place = claim["victims"], claim["place"]
    yield "victims", victims["start"], victims["end"]
    if victims["actor_start"] is not None:
        yield "victims_actor", victims["actor_start"], victims["actor_end"]
    for role, key in (("perpetrator", "perpetrators"), ("source", "sources")):
        for mention in claim[key]:
            yield role, mention["start"], mention["end"]
    if place:
        yield "place", place["start"], place["end"]
