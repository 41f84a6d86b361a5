"""From a corrected task to a record: what the tool shows counts, what it does not show is taken from the exported record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count, pairwise
from typing import Any, cast

from conflict_nlp.corrections.reading import Where
from conflict_nlp.corrections.tasks import HARMS, LINKS, MENTION, ROLES, Mark, Task, fingerprint
from conflict_nlp.quantities import find_quantities
from conflict_nlp.types import CasualtyClaim, Mention, Modifier, Place, Victims

_Claim = dict[str, Any]
# (Mention or Place, start, end) -> its record.
_Known = dict[tuple[type, int, int], dict[str, Any]]
# How a claim of the export is found again, the surest first: untouched, another harm, other bounds.
_SAME: tuple[Callable[[Mark, _Claim], bool], ...] = (
    lambda mark, claim: (mark.start, mark.end, mark.label) == (claim["start"], claim["end"], claim["harm"]),
    lambda mark, claim: (mark.start, mark.end) == (claim["start"], claim["end"]),
    lambda mark, claim: mark.label == claim["harm"] and mark.start < claim["end"] and claim["start"] < mark.end,
)


def corrected(task: Task, where: Where) -> dict[str, Any]:
    """The record: `id`, `text`, `entities`, `claims`, `events`, and what the document was told about itself."""
    kept = task.kept
    if kept and kept["sha256"] != fingerprint(task.text):
        raise where.error("CN065")
    about = {"source" if key == "outlet" else key: value for key, value in kept.get("about", {}).items()}
    marks = [mark for mark in task.marks if mark.label in HARMS]
    claims = _claims(task, marks, kept.get("claims", []), where)
    ids = {claim["id"] for claim in claims}
    return {
        "id": task.id,
        "text": task.text,
        **about,
        "entities": _entities(task, kept.get("entities", []), where),
        "claims": claims,
        "events": [{**event, "claims": [name for name in event["claims"] if name in ids]} for event in kept.get("events", [])],
    }


def _entities(task: Task, exported: list[dict[str, Any]], where: Where) -> list[dict[str, Any]]:
    known = {(ent["start"], ent["end"], ent["label"]): ent for ent in exported}
    found: list[dict[str, Any]] = []
    for mark in sorted(task.marks, key=lambda mark: (mark.start, mark.end)):
        if mark.label not in HARMS and mark.label != MENTION:
            new = {**_span(task, mark.start, mark.end), "label": mark.label, "kb_id": None, "armed": False}
            entity = known.get((mark.start, mark.end, mark.label), new)
            if entity not in found[-1:]:  # drawn twice
                found.append(entity)
    for first, second in pairwise(found):
        if second["start"] < first["end"]:
            raise where.error("CN066", first=first["text"], second=second["text"])
    return found


def _claims(task: Task, marks: Sequence[Mark], exported: list[_Claim], where: Where) -> list[_Claim]:
    """The claims in the order of the export, new ones after them."""
    before = _match(marks, exported)
    exports = Counter((claim["start"], claim["end"], claim["harm"]) for claim in exported)
    for (start, end, harm), number in Counter((mark.start, mark.end, mark.label) for mark in marks).items():
        if number > max(1, exports[start, end, harm]):
            raise where.unusable(f"two claims of people {harm} on the words {task.text[start:end]!r}")
    numbers = count(1 + max((int(claim["id"][1:]) for claim in exported), default=0))
    names = {mark.id: before[mark.id]["id"] if mark.id in before else f"c{next(numbers)}" for mark in marks}
    order = {claim["id"]: number for number, claim in enumerate(exported)}
    parts = _parts(task, names, where)
    known = _known(task.kept)
    claims = [_claim(task, mark, names[mark.id], before.get(mark.id), parts, known, where) for mark in marks]
    claims.sort(key=lambda claim: order.get(claim["id"], len(order)))
    ids = {claim["id"] for claim in claims}
    return [{**claim, **{link: claim[link] if claim[link] in ids else None for link in LINKS}} for claim in claims]


def _match(marks: Sequence[Mark], exported: Sequence[_Claim]) -> dict[str, _Claim]:
    """The exported claim of each span, by the span's id."""
    found: dict[str, _Claim] = {}
    left = list(exported)
    for same in _SAME:
        for mark in marks:
            claim = next((claim for claim in left if same(mark, claim)), None) if mark.id not in found else None
            if claim is not None:
                found[mark.id] = claim
                left.remove(claim)
    return found


def _parts(task: Task, names: dict[str, str], where: Where) -> dict[tuple[str, str], list[Any]] | None:
    """(id of a claim's span, role) -> the offsets of those that play it, or the ids of the claims that it is linked to."""
    if task.relations is None:
        return None
    spans = {mark.id: (mark.start, mark.end) for mark in task.marks}
    parts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for relation in task.relations:
        head, child = relation.head, relation.child
        if head not in names and child in names:
            head, child = child, head  # drawn the other way round
        if relation.label in (*LINKS, *ROLES) and (head not in names or (relation.label in LINKS and child not in names)):
            raise where.unusable(f"a relation '{relation.label}' that is not one of a claim")
        if relation.label in LINKS:
            parts[head, relation.label].append(names[child])
        elif relation.label in ROLES:
            parts[head, relation.label].append(spans[child])
    return parts


def _claim(
    task: Task,
    mark: Mark,
    name: str,
    before: _Claim | None,
    parts: dict[tuple[str, str], list[Any]] | None,
    known: _Known,
    where: Where,
) -> _Claim:
    span = _span(task, mark.start, mark.end)
    base = before or _new(name, mark.label, span)
    claim = {**base, **span, "harm": mark.label}
    if span["text"] != base["text"]:
        claim |= _figure(span["text"])
    if parts is not None:
        played = {role: parts.get((mark.id, role), []) for role in (*ROLES, *LINKS)}
        claim["victims"] = _victims(task, base["victims"], played["victims"], played["victims_actor"], (mark.start, mark.end), known)
        for role, key in (("perpetrator", "perpetrators"), ("source", "sources")):
            claim[key] = _played(task, base[key], played[role], Mention, known)
        claim["place"] = next(iter(_played(task, [base["place"]] if base["place"] else [], played["place"], Place, known)), None)
        claim |= {link: next(iter(played[link]), None) for link in LINKS}
        if claim["perpetrators"] != base["perpetrators"]:
            claim["stance"] = "asserted" if claim["perpetrators"] else None
    if mark.facts is not None:
        shown = dict(mark.facts)
        claim["victims"] = {**claim["victims"], "type": shown.pop("victims", claim["victims"]["type"])}
        changed = any(shown.get(bound, claim[bound]) != claim[bound] for bound in ("low", "high"))
        if changed and shown.get("modifier", claim["modifier"]) == claim["modifier"]:
            shown["modifier"] = _modifier({**claim, **shown})
        claim |= shown
    low, high = claim["low"], claim["high"]
    # Label Studio writes 0 for a number that was emptied.
    emptied = mark.facts is not None and low == 0 and base["low"] and claim["modifier"] != "at_most"
    if not isinstance(low, int) or low < 0 or emptied or (high is not None and (not isinstance(high, int) or high < low)):
        raise where.error("CN068", text=claim["text"], low=low, high=high)
    # A rule is evidence for what it read; it is none for what a person has changed.
    return claim if claim == before else {**claim, "evidence": []}


def _new(name: str, harm: str, span: dict[str, Any]) -> _Claim:
    victims = Victims(**span)
    figure = _figure(span["text"])
    return CasualtyClaim(id=name, harm=harm, victims=victims, **span, **figure).to_dict()  # type: ignore[arg-type]


def _figure(text: str) -> dict[str, Any]:
    """The bounds that the words set; one person where they hold no number."""
    for found in find_quantities(text):
        if found.kind == "cardinal" and isinstance(found.low, int):
            return {"low": found.low, "high": found.high, "modifier": found.modifier}
    return {"low": 1, "high": 1, "modifier": "exact"}


def _modifier(claim: _Claim) -> Modifier:
    """The modifier of bounds that a person has typed: as it was, unless they contradict it."""
    low, high, modifier = claim["low"], claim["high"], claim["modifier"]
    fits = {"exact": low == high, "at_least": high is None, "range": high is not None and low != high}
    if fits.get(modifier, True):
        return cast(Modifier, modifier)
    return "at_least" if high is None else "exact" if low == high else "range"


def _victims(
    task: Task, base: dict[str, Any], heads: list[tuple[int, int]], actors: list[tuple[int, int]], own: tuple[int, int], known: _Known
) -> dict[str, Any]:
    victims = dict(base)
    if (base["start"], base["end"]) not in heads:
        victims |= _span(task, *(heads or [own])[0])
    if actors and (base["actor_start"], base["actor_end"]) not in actors:
        actor = _span(task, *actors[0])
        victims |= {"actor": actor["text"], "actor_start": actor["start"], "actor_end": actor["end"]}
        victims["actor_kb_id"] = known.get((Mention, *actors[0]), {}).get("kb_id")
    elif not actors and base["actor_start"] is not None:
        victims |= {"actor": None, "actor_start": None, "actor_end": None, "actor_kb_id": None}
    return victims


def _known(kept: dict[str, Any]) -> _Known:
    """What the export knows of the actors and places that play a role in any claim, and of the actors among the entities."""
    found: _Known = {}
    for entity in kept.get("entities", ()):
        if str(entity.get("kb_id")).startswith("actor:"):
            text, start, end = entity["text"], entity["start"], entity["end"]
            found[Mention, start, end] = Mention(text, start, end, text, entity["kb_id"]).to_dict()
    for claim in kept.get("claims", ()):
        for item in claim["perpetrators"] + claim["sources"]:
            found[Mention, item["start"], item["end"]] = item
        if claim["place"]:
            found[Place, claim["place"]["start"], claim["place"]["end"]] = claim["place"]
    return found


def _played(
    task: Task,
    base: Sequence[dict[str, Any]],
    spans: Iterable[tuple[int, int]],
    kind: type[Mention] | type[Place],
    known: _Known,
) -> list[dict[str, Any]]:
    """Those of the export that still play the role, and new ones: as the export knows them, else as they stand."""
    spans = list(dict.fromkeys(spans))
    stay = [item for item in base if (item["start"], item["end"]) in spans]
    there = {(item["start"], item["end"]) for item in stay}
    new = [(start, end, task.text[start:end]) for start, end in spans if (start, end) not in there]
    return stay + [known.get((kind, start, end)) or kind(text, start, end, text).to_dict() for start, end, text in new]


def _span(task: Task, start: int, end: int) -> dict[str, Any]:
    return {"text": task.text[start:end], "start": start, "end": end}
