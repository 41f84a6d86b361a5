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
Stance = Literal["asserted", "accused", "claimed_responsibility", "denied"]
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

    @property
    def key(self) -> str:
        """What tells it from others: its id, else its name."""
        return self.kb_id or self.name


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A span that names where something happened, with what the gazetteer knows of it.

    `lat`, `lon` are degrees (WGS 84); `admin1`, `admin2` names of the first- and second-level division; `country` an ISO 3166-1
    alpha-2 code; `pcode` the UN OCHA P-code of the division, where known; `where_prec` UCDP's precision: 1 exact place, 2 near it,
    3 second-level division, 4 first-level division, 5 a wider or linear feature, 6 country, 7 international waters or air space.
    """

    text: str
    start: int
    end: int
    name: str
    kb_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    pcode: str | None = None
    where_prec: int | None = None

    @property
    def key(self) -> str:
        """What tells it from others: its id, else its name."""
        return self.kb_id or self.name


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
    actor_kb_id: str | None = None

    @property
    def side(self) -> str:
        """What tells their group from others: its id, else its name, empty where none is told."""
        return self.actor_kb_id or self.actor or ""


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
    """One statement that a quantity of people came to one kind of harm.

    `date_precision` is UCDP's date_prec (1 day, 2 two to six days, 3 week, 4 month, 5 more than a month); `stance` tells how the text
    attributes the harm: it asserts the perpetrators, they are accused, they claim responsibility, or the one named denies it (then
    `perpetrators` is empty); `None` where nobody is named. `event` is the id of the event that caused the harm.
    """

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
    place: Place | None = None
    date: str | None = None
    date_precision: int | None = None
    part_of: str | None = None
    same_as: str | None = None
    status: Status = "asserted"
    stance: Stance | None = None
    event: str | None = None
    evidence: list[Evidence] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """A claim from what `to_dict` gave, or from a line of the JSONL that `conflict-nlp extract` writes."""
        plain = dict(data)
        plain["victims"] = Victims.from_dict(data["victims"])
        for key in ("perpetrators", "sources"):
            plain[key] = [_mention(span) for span in data.get(key) or ()]
        plain["place"] = Place.from_dict({"name": data["place"]["text"], **data["place"]}) if data.get("place") else None
        plain["evidence"] = [Evidence.from_dict(item) for item in data.get("evidence") or ()]
        return super(CasualtyClaim, cls).from_dict(plain)


@dataclass(frozen=True, slots=True)
class ConflictEvent(Record):
    """An attack or arrest that the text tells of, with or without a count of people.

    `type` and `mode` are PLOVER's (`ASSAULT`, `COERCE`; `aerial`, `arrest` …), `acled_type` is the ACLED sub-event type; `means` the word
    of the text for the weapon or way; `date` and `date_precision` as in `CasualtyClaim`; `claims` the ids of the claims about its victims.
    """

    id: str
    type: str
    trigger: Evidence
    mode: str | None = None
    acled_type: str | None = None
    attackers: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    means: str | None = None
    place: Place | None = None
    date: str | None = None
    date_precision: int | None = None
    stance: Stance | None = None
    evidence: list[Evidence] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """An event from what `to_dict` gave, or from the `events` of a line of the JSONL."""
        plain = dict(data)
        plain["trigger"] = Evidence.from_dict({"role": "trigger", "rule": "", **data["trigger"]})
        for key in ("attackers", "targets"):
            plain[key] = [_mention(span) for span in data.get(key) or ()]
        plain["place"] = Place.from_dict({"name": data["place"]["text"], **data["place"]}) if data.get("place") else None
        plain["evidence"] = [Evidence.from_dict(item) for item in data.get("evidence") or ()]
        return super(ConflictEvent, cls).from_dict(plain)


def _mention(data: dict[str, Any]) -> Mention:
    return Mention.from_dict({"name": data["text"], **data})
