"""Incidents as plain records: what several reports say of one attack, every claim kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Self

from conflict_nlp.types import CasualtyClaim, ConflictEvent, Place, Record, Stance

Grading = Literal["Confirmed", "Fair", "Weak", "Contested"]


def ref_of(document: str, claim: str) -> str:
    """What names a claim among those of all documents: `document#claim`."""
    return f"{document}#{claim}"


@dataclass(frozen=True, slots=True)
class Report(Record):
    """A document that tells of the incident, and what it is told about itself (`date` of publication in ISO form)."""

    document: str
    date: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ReportedClaim(Record):
    """A claim of one document. `superseded_by` is the `ref` of a later claim that brings its figure up to date."""

    document: str
    claim: CasualtyClaim
    superseded_by: str | None = None

    @property
    def ref(self) -> str:
        """What names the claim among those of all documents."""
        return ref_of(self.document, self.claim.id)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """From what `to_dict` gave."""
        return super(ReportedClaim, cls).from_dict({**data, "claim": CasualtyClaim.from_dict(data["claim"])})


@dataclass(frozen=True, slots=True)
class Party(Record):
    """A side of the incident; `stance` is the strongest that a report takes to its part in it, `claims` the refs of those that name it."""

    name: str
    kb_id: str | None = None
    stance: Stance | None = None
    claims: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What names the party in `Toll.sides`."""
        return self.kb_id or self.name


@dataclass(frozen=True, slots=True)
class Estimate(Record):
    """How many people: the smallest, the likeliest and the largest number that reliable reports support.

    `high` is None where a report leaves it open (`at least`) and none closes it. `rule` tells how `best` was chosen
    (`conflict_nlp.incidents.estimates.RULES`), `claims` names the claims that it rests on.
    """

    low: int
    best: int
    high: int | None
    rule: str
    claims: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Toll(Record):
    """The people who came to one kind of harm: all of them, and those of whom reports say more.

    `groups` has the keys civilian, combatant, women, children; `sides` those who are not civilians, by the `kb_id` (or the name) of the
    group that they belong to.
    """

    total: Estimate
    groups: dict[str, Estimate] = field(default_factory=dict)
    sides: dict[str, Estimate] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """From what `to_dict` gave."""
        parts = {key: {name: Estimate.from_dict(value) for name, value in data.get(key, {}).items()} for key in ("groups", "sides")}
        return cls(total=Estimate.from_dict(data["total"]), **parts)


@dataclass(frozen=True, slots=True)
class Incident(Record):
    """One attack, clash or operation as all reports together tell of it.

    `id` stays what it is when reports are added. `date` and `date_precision` as in `CasualtyClaim`; `type`, `mode`, `acled_type` and
    `means` as in `ConflictEvent`; `tolls` by kind of harm; `grading` after Airwars. `events` are those of the reports that the claims
    belong to. `aggregate`: the claims tell of a campaign or a war and not of one incident.
    """

    id: str
    date: str | None
    date_precision: int | None
    place: Place | None
    type: str | None = None
    mode: str | None = None
    acled_type: str | None = None
    means: str | None = None
    perpetrators: list[Party] = field(default_factory=list)
    victims: list[Party] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    tolls: dict[str, Toll] = field(default_factory=dict)
    grading: Grading = "Weak"
    reports: list[Report] = field(default_factory=list)
    claims: list[ReportedClaim] = field(default_factory=list)
    events: list[ConflictEvent] = field(default_factory=list)
    aggregate: bool = False

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """From what `to_dict` gave."""
        plain = dict(data)
        plain["place"] = Place.from_dict(data["place"]) if data.get("place") else None
        kinds: dict[str, Any] = {"perpetrators": Party, "victims": Party, "reports": Report, "claims": ReportedClaim}
        for key, kind in {**kinds, "events": ConflictEvent}.items():
            plain[key] = [kind.from_dict(item) for item in data.get(key, ())]
        plain["tolls"] = {harm: Toll.from_dict(toll) for harm, toll in data.get("tolls", {}).items()}
        return super(Incident, cls).from_dict(plain)
