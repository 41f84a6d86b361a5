"""The records that the library returns: frozen dataclasses of plain values.

Field names are those of the casualty-claim schema; offsets are Unicode code points into the text of the document
(`Doc.text`), half open, so that `text[start:end]` is the span's own `text`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

Harm = Literal["killed", "injured", "killed_or_injured", "missing", "detained", "abducted", "displaced"]
Modifier = Literal["exact", "at_least", "at_most", "approximate", "range", "vague"]
VictimType = Literal["civilian", "combatant", "unknown"]
Status = Literal["asserted", "denied", "hypothetical"]
QuantityKind = Literal["cardinal", "ordinal", "percent", "fraction", "measure", "date", "time", "identifier"]


class Record:
    """Conversion of a record from and to plain values (what JSON, msgpack and CSV can hold)."""

    def to_dict(self) -> dict[str, Any]:
        """The record as a dict of plain values, nested records included."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """A record of this class from what `to_dict` gave; keys that the class does not know are ignored."""
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        return cls(**{key: value for key, value in data.items() if key in known})


@dataclass(frozen=True, slots=True)
class Quantity(Record):
    """One quantity as a text expresses it.

    `value` is the number printed, `None` for a range or a vague word; `low` and `high` are the bounds that the wording
    sets (`high` is `None` where it sets none); `unit` names the unit of a measure.
    """

    start: int
    end: int
    text: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    modifier: Modifier = "exact"
    kind: QuantityKind = "cardinal"
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Mention(Record):
    """A span that names an actor, a source or a place; `name` is its fullest form in the document."""

    text: str
    start: int
    end: int
    name: str
    kb_id: str | None = None


@dataclass(frozen=True, slots=True)
class Victims(Record):
    """Who was harmed: the head noun phrase, what kind of people they were, and the group or side they belong to."""

    text: str
    start: int
    end: int
    type: VictimType = "unknown"
    actor: str | None = None
    actor_start: int | None = None
    actor_end: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """Why an attribution was made: the words that say it and the rule that read them."""

    role: str
    text: str
    start: int
    end: int
    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class CasualtyClaim(Record):
    """One statement that a quantity of people came to one kind of harm."""

    id: str
    start: int
    end: int
    text: str
    harm: Harm
    low: int
    high: int | None
    modifier: Modifier
    victims: Victims
    perpetrators: list[Mention] = field(default_factory=list)
    sources: list[Mention] = field(default_factory=list)
    place: Mention | None = None
    date: str | None = None
    part_of: str | None = None
    same_as: str | None = None
    status: Status = "asserted"
    evidence: list[Evidence] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """A claim from what `to_dict` gave, or from a line of the JSONL that `conflict-nlp extract` writes."""
        plain = dict(data)
        plain["victims"] = Victims.from_dict(data["victims"])
        for key in ("perpetrators", "sources"):
            plain[key] = [_mention(span) for span in data.get(key) or ()]
        plain["place"] = _mention(data["place"]) if data.get("place") else None
        plain["evidence"] = [Evidence.from_dict(item) for item in data.get("evidence") or ()]
        return super(CasualtyClaim, cls).from_dict(plain)


@dataclass(frozen=True, slots=True)
class ConflictEvent(Record):
    """An attack or arrest that the text tells of, with or without a count of people; `type` is a PLOVER type."""

    id: str
    type: str
    trigger: Evidence
    attackers: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    means: str | None = None
    place: Mention | None = None
    date: str | None = None
    stance: str | None = None
    claims: list[str] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """An event from what `to_dict` gave, or from the `events` of a line of the JSONL."""
        plain = dict(data)
        plain["trigger"] = Evidence.from_dict({"role": "trigger", "rule": "", **data["trigger"]})
        for key in ("attackers", "targets"):
            plain[key] = [_mention(span) for span in data.get(key) or ()]
        plain["place"] = _mention(data["place"]) if data.get("place") else None
        return super(ConflictEvent, cls).from_dict(plain)


def _mention(data: dict[str, Any]) -> Mention:
    return Mention.from_dict({"name": data["text"], **data})
