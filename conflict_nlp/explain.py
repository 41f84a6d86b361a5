"""Why: the evidence of claims and events in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from conflict_nlp.resources import read_table
from conflict_nlp.spans import read_claims, read_events
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention

_ANY = "*"


def explain(doc: Doc) -> str:
    """What was read in `doc` and why: a paragraph for each claim and each event, a line for each piece of evidence, with the
    characters where its words stand."""
    told = [*map(_claim, read_claims(doc)), *map(_event, read_events(doc))]
    return "\n\n".join("\n".join(lines) for lines in told) or "Nothing was found."


def _claim(claim: CasualtyClaim) -> Iterator[str]:
    upper = "or more" if claim.high is None else f"to {claim.high}" if claim.high != claim.low else ""
    count = f"{claim.low} {upper}".strip()
    yield f"{claim.id}: {claim.harm}, {count} ({claim.modifier}), «{claim.text}» [{claim.start}:{claim.end}], {claim.status}"
    values = {
        "perpetrator": _names(claim.perpetrators),
        "source": _names(claim.sources),
        "victim_actor": claim.victims.actor or "",
        "place": claim.place.name if claim.place is not None else "",
        "date": claim.date or "",
        "stance": claim.stance or "",
    }
    yield from _evidence(claim.evidence, values)
    lacking = [role for role in ("perpetrator", "source", "place", "date") if not values[role]]
    if lacking:
        yield f"  not told: {', '.join(lacking)}"


def _event(event: ConflictEvent) -> Iterator[str]:
    kind = "/".join(filter(None, (event.type, event.mode)))
    yield f"{event.id}: {kind}, «{event.trigger.text}» [{event.trigger.start}:{event.trigger.end}]"
    for role, value in (("attackers", _names(event.attackers)), ("targets", _names(event.targets)), ("means", event.means)):
        if value:
            yield f"  {role}: {value}"
    if event.claims:
        yield f"  claims: {', '.join(event.claims)}"
    yield from _evidence(event.evidence, {"perpetrator": _names(event.attackers)})


def _names(mentions: list[Mention]) -> str:
    return ", ".join(mention.name for mention in mentions)


def _evidence(items: list[Evidence], values: dict[str, str]) -> Iterator[str]:
    for item in items:
        meaning = _meanings().get((item.role, item.rule)) or _meanings().get((item.role, _ANY)) or "«{text}»"
        value = values.get(item.role, "")
        told = meaning.format(text=item.text, value=value or "it")
        yield f"  {item.role}{f' {value}' if value else ''}: {told} [{item.start}:{item.end}; rule: {item.rule}]"


@cache
def _meanings() -> dict[tuple[str, str], str]:
    return {(row["role"], row["rule"]): row["meaning"] for row in read_table("explanations")}
