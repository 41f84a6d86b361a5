"""Rows as ACLED has them (https://acleddata.com): one event, two actors without direction, one conservative number of fatalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from conflict_nlp.export.incidents import country, days, middle, outlets, party_name, point
from conflict_nlp.export.sides import CIVILIANS, civilians_harmed, sides
from conflict_nlp.export.tables import TableExporter
from conflict_nlp.incidents import Incident, Party
from conflict_nlp.incidents.episodes import Days
from conflict_nlp.incidents.figures import figure
from conflict_nlp.linking.knowledge import actor
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import CasualtyClaim

_CIVILIAN_CODE = 7


class AcledExporter(TableExporter):
    """31 columns, as of 2023."""

    format = "acled"
    harms = frozenset({"killed"})
    undated = "incidents without a day, week or month"

    @staticmethod
    def row(incident: Incident) -> dict[str, Any]:
        return acled_row(incident)

    def dates(self, incident: Incident) -> bool:
        return _date(days(incident)) is not None

    def lost(self, incident: Incident) -> Iterator[tuple[str, int]]:
        yield from super().lost(incident)
        if incident.perpetrators:
            yield "incidents of which it is told who attacked", 1


def acled_row(incident: Incident) -> dict[str, Any]:
    """The row of an incident."""
    first, second = sides(incident)
    actors = [_actor(side) for side in (first, second) if side]
    if not second and civilians_harmed(incident):
        actors.append((CIVILIANS, [], _CIVILIAN_CODE))
    dated = _date(days(incident))
    where, place, at = country(incident), incident.place, point(incident)
    row: dict[str, Any] = {
        "event_id_cnty": incident.id,
        "event_type": _types().get(incident.acled_type or ""),
        "sub_event_type": incident.acled_type,
        "interaction": _interaction([code for _, _, code in actors]),
        "iso": where.get("numeric"),
        "country": where.get("name"),
        "source": outlets(incident),
        "notes": _notes(incident),
        "fatalities": fatalities(incident),
    }
    for number, (name, others, code) in enumerate(actors, 1):
        row |= {f"actor{number}": name, f"assoc_actor_{number}": others, f"inter{number}": code}
    if dated:
        day, precision = dated
        row |= {"event_date": day.isoformat(), "year": day.year, "time_precision": precision}
    if place:
        row |= {"admin1": place.admin1, "admin2": place.admin2, "location": place.name}
        row |= {"geo_precision": _precisions().get(str(place.where_prec))}
    if at:
        row |= {"latitude": at[0], "longitude": at[1]}
    return row


def fatalities(incident: Incident) -> int:
    """The smallest number of killed that the reports support, with ACLED's numbers for words like tens."""
    if "killed" not in incident.tolls:
        return 0
    total = incident.tolls["killed"].total
    by_report: dict[str, list[CasualtyClaim]] = {}
    for item in incident.claims:
        if item.ref in total.claims:
            by_report.setdefault(item.document, []).append(replace(item.claim, low=_conservative(item.claim)))
    told = (figure(claims, "killed") for claims in by_report.values())
    return min([total.low, *(found.low for found in told if found)])


def _conservative(claim: CasualtyClaim) -> int:
    if claim.modifier != "vague":
        return claim.low
    words = [normalize(word).removeprefix("ال") for word in claim.text.split()]
    number = next((_vague()[word] for word in words if word in _vague()), claim.low)
    # The word alone is worth at least two of them; with more words (`tens of thousands`) the number is another.
    return number if claim.low == 2 * number else claim.low


def _actor(side: Sequence[Party]) -> tuple[str, list[str], int | None]:
    """The first of a side by name, the others, and its code."""
    known = actor(side[0].kb_id)
    return party_name(side[0]), [party_name(party) for party in side[1:]], int(known.inter) if known and known.inter else None


def _interaction(codes: list[int | None]) -> int | None:
    if not codes or None in codes:
        return None
    known = sorted(code for code in codes if code is not None)
    return known[0] * 10 + (known[1] if len(known) > 1 else 0)


def _date(span: Days | None) -> tuple[Any, int] | None:
    """The day and how exact it is; None where a month is too short for it."""
    if span is None or span.length > 31:
        return None
    return middle(span), 1 if span.length == 1 else 2 if span.length <= 7 else 3


def _notes(incident: Incident) -> str:
    if "killed" not in incident.tolls:
        return ""
    total = incident.tolls["killed"].total
    return f"killed: low {total.low}, best {total.best}, high {'open' if total.high is None else total.high} ({total.rule})"


@cache
def _types() -> dict[str, str]:
    return {row["sub_event_type"]: row["event_type"] for row in read_table("export/acled_types")}


@cache
def _vague() -> dict[str, int]:
    return {normalize(row["word"]): int(row["number"]) for row in read_table("export/acled_vague")}


@cache
def _precisions() -> dict[str, str]:
    return {row["where_prec"]: row["acled"] for row in read_table("export/precision")}
