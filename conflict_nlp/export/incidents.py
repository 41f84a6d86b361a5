"""What the formats of incidents have in common: one row or feature an incident, written when all documents are read."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import BinaryIO, ClassVar

from spacy.tokens import Doc

from conflict_nlp.export.base import Exporter
from conflict_nlp.incidents import Incident, IncidentIndex, Party
from conflict_nlp.incidents.episodes import Days, parse_days
from conflict_nlp.linking.knowledge import actor
from conflict_nlp.resources import read_table

STANCES = {"accused": "accusations", "claimed_responsibility": "claims of responsibility"}


_PLURALS = {"civilian": "civilians", "combatant": "combatants"}


class IncidentExporter(Exporter):
    """Collects the documents in an `IncidentIndex` and writes its incidents at the end; `losses` counts what the format cannot hold."""

    # The harms that the format has a place for, and those of which it has numbers of civilians, combatants, women or children; whether it
    # has numbers by side, tells accusations from assertions, names those who say so, grades, and tells the toll of a war from an attack's.
    harms: ClassVar[frozenset[str]] = frozenset()
    groups: ClassVar[frozenset[tuple[str, str]]] = frozenset()
    sides: ClassVar[bool] = False
    stances: ClassVar[bool] = False
    sources: ClassVar[bool] = False
    grades: ClassVar[bool] = False
    aggregates: ClassVar[bool] = False
    refused: ClassVar[str] = ""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._index = IncidentIndex()

    def write(self, doc: Doc) -> None:
        self._index.add(doc)

    def close(self) -> None:
        self.write_incidents(self._index.incidents())

    def write_incidents(self, incidents: list[Incident]) -> None:
        """Write incidents that are there already; `close` does it for those of the documents."""
        for incident in incidents:
            self.losses.update(dict(status_losses(incident)))
            if not is_asserted(incident):
                self.losses["incidents that are only denied or hypothetical"] += 1
            elif incident.aggregate and not self.aggregates:
                # Beside the incidents of that time their victims would count twice.
                self.losses["tolls of a campaign or a war"] += 1
            elif not self.takes(incident):
                self.losses[self.refused] += 1
                self.losses.update(dict(self._people(incident)))
            else:
                self.put(incident)
                for what, count in self.lost(incident):
                    self.losses[what] += count

    @abstractmethod
    def put(self, incident: Incident) -> None:
        """Write one incident."""

    def takes(self, incident: Incident) -> bool:
        """Whether the format has such incidents at all; those that it has not are counted as `refused`."""
        return True

    def lost(self, incident: Incident) -> Iterator[tuple[str, int]]:
        """What of an incident is not written, with its number."""
        yield from self._people(incident)
        held = {harm: toll for harm, toll in incident.tolls.items() if harm in self.harms}
        for harm, toll in held.items():
            for group in toll.groups:
                if (harm, group) not in self.groups:
                    yield f"numbers of {_PLURALS.get(group, group)} {harm.replace('_', ' ')}", 1
        if not self.sides and any(toll.sides for toll in held.values()):
            yield "numbers by side", sum(len(toll.sides) for toll in held.values())
        if not self.sources and incident.sources:
            yield "names of those who say so", len(incident.sources)
        if not self.grades:
            yield "grades", 1
        if not self.stances:
            for party in incident.perpetrators:
                if party.stance in STANCES:
                    yield STANCES[party.stance], 1
            denied = sum(item.claim.stance == "denied" for item in incident.claims)
            if denied:
                yield "denials of responsibility", denied
        if incident.place is None:
            yield "incidents without a place", 1
        elif point(incident) is None:
            yield "incidents whose place has no coordinates", 1

    def _people(self, incident: Incident) -> Iterator[tuple[str, int]]:
        for harm, toll in incident.tolls.items():
            if harm not in self.harms:
                yield f"people {harm.replace('_', ' ')}", toll.total.best


def is_asserted(incident: Incident) -> bool:
    """Whether any report asserts it; what is only denied, threatened or feared did not happen as far as the texts say."""
    return any(item.claim.status == "asserted" for item in incident.claims)


def status_losses(incident: Incident) -> Iterator[tuple[str, int]]:
    """The claims that no count may rest on."""
    for status in ("denied", "hypothetical"):
        number = sum(item.claim.status == status for item in incident.claims)
        if number:
            yield f"claims that are {status}", number


def days(incident: Incident) -> Days | None:
    """The days on which it happened, as far as reports tell."""
    return parse_days(incident.date) if incident.date else None


def middle(span: Days) -> date:
    """The day in the middle."""
    return span.first + timedelta(days=(span.length - 1) // 2)


def point(incident: Incident) -> tuple[float, float] | None:
    """Latitude and longitude, where both are known."""
    place = incident.place
    return None if place is None or place.lat is None or place.lon is None else (place.lat, place.lon)


@cache
def countries() -> dict[str, dict[str, str]]:
    """The codes and names of countries by their alpha-2 codes."""
    return {row["alpha2"]: row for row in read_table("export/countries")}


def country(incident: Incident) -> dict[str, str]:
    """The codes and the name of the incident's country; empty where it is not known."""
    return countries().get((incident.place and incident.place.country) or "", {})


def party_name(party: Party) -> str:
    """The English name that the knowledge base has, else the name in the text."""
    known = actor(party.kb_id)
    return known.name_en if known and known.name_en else party.name


def outlets(incident: Incident) -> list[str]:
    """Who published the reports; a document's id where that is not told."""
    return list(dict.fromkeys(report.outlet or report.document for report in incident.reports))


def urls(incident: Incident) -> list[str]:
    """The addresses of the reports, where they are told."""
    return [report.url for report in incident.reports if report.url]
