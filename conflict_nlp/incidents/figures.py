"""From the claims of one document about one incident to its number of people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from conflict_nlp.nouns import noun_forms
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import CasualtyClaim, Harm

# A number that may be the toll of a war told with an attack; one that the report leads with, or that stands beside persons named one by
# one, must be larger to be taken for such a toll, since those may be of the people it counts.
_HUNDREDS, _THOUSANDS = 200, 2_000
_TIMES = 10
# Characters between claims that are counted in one breath (`three civilians and two children`): those are different people.
_BREATH = 40

Test = Callable[[CasualtyClaim], bool]
# Who the people are: the type, the side and the group (women, children) of `Victims`.
Kind = tuple[str, str, str | None]
_ANYONE: Kind = ("unknown", "", None)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one document says: numbers, the ids of the claims that say so, the kinds of people. `vague`: in words only (`dozens`)."""

    low: int
    best: int
    high: int | None
    claims: tuple[str, ...]
    kinds: frozenset[Kind]
    vague: bool = False

    @property
    def whole(self) -> bool:
        """Whether it counts all victims, and not those of some kinds."""
        return _ANYONE in self.kinds

    def covers(self, other: Figure) -> bool:
        """Whether it is of all the people that the other is of."""
        return self.whole or all(any(_holds(own, kind) for own in self.kinds) for kind in other.kinds)

    def tells_more(self, other: Figure) -> bool:
        """Whether it is of people whom a smaller figure leaves out."""
        return not other.whole and self.best > other.best and not other.covers(self)


def _holds(one: Kind, other: Kind) -> bool:
    """Whether people of the second kind may be among those of the first."""
    return one[0] in ("unknown", other[0]) and (not one[1] or not other[1] or one[1] == other[1]) and one[2] in (None, other[2])


def figure(claims: Iterable[CasualtyClaim], harm: Harm, counts: Test = lambda claim: True, less: Test | None = None) -> Figure | None:
    """The figure of one document's claims of this harm about one incident, of the victims that `counts`; None where there is none.
    Parts of their number that are `less` are taken off it.

    Parts of a whole and repetitions do not count again. Claims about other people (another kind, another side) add up; one about people in
    general is of all of them, unless it is counted in one breath with them and smaller. Claims about the same people are two statements
    of one number, of which the first is the likelier: it is the one that the report leads with. Women and children whom another sentence
    counts are among the civilians. The toll of a war that is told with an attack counts nowhere. `low` is no sum of what may be of the
    same people.
    """
    own = [claim for claim in claims if claim.harm == harm and claim.status == "asserted"]
    aside = _background(own)
    kinds: dict[Kind, list[CasualtyClaim]] = {}
    for claim in _roots([claim for claim in own if claim.id not in aside and counts(claim)]):
        if less and (off := figure([part for part in own if less(part) and _leads_to(part, claim, own)], harm)):
            claim = replace(claim, low=max(0, claim.low - off.best), high=claim.high and max(0, claim.high - off.best))
        kinds.setdefault((claim.victims.type, claim.victims.side, group_of(claim.victims.text)), []).append(claim)
    exact = {kind for kind, found in kinds.items() if any(map(_numeric, found))}
    # `Dozens` is no figure beside a number of the same people or of all.
    parts = {kind: _of_kind(kind, found) for kind, found in kinds.items() if kind in exact or _ANYONE not in exact}
    if not parts:
        return None
    general = parts.pop(_ANYONE, None)
    parts = {kind: part for kind, part in parts.items() if not _among(kind, kinds, parts)}
    if general is None:
        return _sum(parts, kinds)
    if general.best >= sum(part.best for part in parts.values()):
        return general
    if not general.vague and not all(_apart(kinds[_ANYONE], kinds[kind]) for kind in parts):
        return _sum({**parts, _ANYONE: general}, kinds)
    return _either(general, _sum(parts, kinds))


def _roots(claims: Sequence[CasualtyClaim]) -> list[CasualtyClaim]:
    """The claims that are no part and no repetition of another; of a circle of repetitions the first."""
    by_id = {claim.id: claim for claim in claims}
    roots: dict[str, CasualtyClaim] = {}
    for claim in claims:
        way = _way_up(claim, by_id)
        parent = _parent(by_id[way[-1]], by_id)
        root = way[-1] if parent is None else next(name for name in by_id if name in way[way.index(parent) :])
        roots[root] = by_id[root]
    return [claim for claim in claims if claim.id in roots]


def _leads_to(part: CasualtyClaim, whole: CasualtyClaim, own: Sequence[CasualtyClaim]) -> bool:
    """Whether the claim is a part of the whole, of a repetition of it or of such a part."""
    return whole.id in _way_up(part, {claim.id: claim for claim in own})[1:]


def _way_up(claim: CasualtyClaim, by_id: Mapping[str, CasualtyClaim]) -> list[str]:
    """The ids from a claim over what it is part or repetition of to the last; in a circle each once."""
    way = [claim.id]
    while (parent := _parent(by_id[way[-1]], by_id)) is not None and parent not in way:
        way.append(parent)
    return way


def _parent(claim: CasualtyClaim, by_id: Collection[str]) -> str | None:
    return next((name for name in (claim.part_of, claim.same_as) if name in by_id and name != claim.id), None)


def _background(own: Sequence[CasualtyClaim]) -> set[str]:
    """The ids of the claims that tell of a war or a campaign, with their parts."""
    roots = _roots(own)
    found: set[str] = set()
    beside = 0
    for claim in sorted(roots, key=lambda claim: claim.low):
        if background(claim.low, beside, surely=claim is roots[0] or all(_single(other) for other in roots if other.low < claim.low)):
            found.add(claim.id)
        else:
            beside += claim.low
    while more := [claim.id for claim in own if claim.id not in found and _parent(claim, found)]:
        found.update(more)
    return found


def background(large: int, small: int, *, surely: bool = False) -> bool:
    """Whether a number beside another is the toll of a war or a campaign that is told with an incident."""
    return 0 < _TIMES * small < large >= (_THOUSANDS if surely else _HUNDREDS)


def _single(claim: CasualtyClaim) -> bool:
    return claim.low == claim.high == 1


def _numeric(claim: CasualtyClaim) -> bool:
    return claim.modifier != "vague" and not _single(claim)


def _of_kind(kind: Kind, claims: list[CasualtyClaim]) -> Figure:
    """Of claims about one kind of people: persons told one by one add up, other figures are alternatives."""
    numbers = [claim for claim in claims if _numeric(claim)]
    several = numbers or [claim for claim in claims if not _single(claim)]
    if not several:
        single = {normalize(claim.victims.text): claim for claim in claims}
        return Figure(len(single), len(single), len(single), tuple(claim.id for claim in single.values()), frozenset([kind]))
    highs = [claim.high for claim in several]
    return Figure(
        low=min(claim.low for claim in several),
        best=_best(several[0]),
        high=None if any(high is None for high in highs) else max(high for high in highs if high is not None),
        claims=tuple(claim.id for claim in several),
        kinds=frozenset([kind]),
        vague=not numbers,
    )


def _best(claim: CasualtyClaim) -> int:
    """The middle of a range; of a vague word or an open bound the lowest number that it allows, as casualty recorders do."""
    return claim.low if claim.high is None or claim.modifier == "vague" else round((claim.low + claim.high) / 2)


def _among(kind: Kind, kinds: dict[Kind, list[CasualtyClaim]], parts: dict[Kind, Figure]) -> bool:
    """Whether the women or children of a figure are counted already in one of people of their type and side, told elsewhere."""
    wider = (*kind[:2], None)
    if kind[2] is None or wider not in parts or parts[kind].best > parts[wider].best:
        return False
    return _apart(kinds[kind], kinds[wider])


def _apart(some: Sequence[CasualtyClaim], others: Sequence[CasualtyClaim]) -> bool:
    """Whether no claim of the first is told in one breath with one of the others."""
    return all(max(one.start - other.end, other.start - one.end) > _BREATH for one in some for other in others)


def _sum(parts: dict[Kind, Figure], kinds: dict[Kind, list[CasualtyClaim]]) -> Figure:
    figures = list(parts.values())
    doubtful = any(one != other and _holds(one, other) and _apart(kinds[one], kinds[other]) for one in parts for other in parts)
    lows = [part.low for part in figures]
    return Figure(
        low=max(lows) if doubtful else sum(lows),
        best=sum(part.best for part in figures),
        high=sum_of_bounds([part.high for part in figures]),
        claims=tuple(name for part in figures for name in part.claims),
        kinds=frozenset(parts),
        vague=all(part.vague for part in figures),
    )


def sum_of_bounds(highs: Sequence[int | None]) -> int | None:
    """The sum of upper bounds, None where one is open."""
    known = [high for high in highs if high is not None]
    return sum(known) if len(known) == len(highs) else None


def _either(one: Figure, other: Figure) -> Figure:
    """Two statements of one number."""
    open_ended = one.high is None or other.high is None
    return Figure(
        low=max(one.low, other.low) if one.vague or other.vague else min(one.low, other.low),
        best=max(one.best, other.best),
        high=None if open_ended else max(one.high or 0, other.high or 0),
        claims=one.claims + other.claims,
        kinds=one.kinds | other.kinds,
        vague=one.vague and other.vague,
    )


@cache
def _group_lemmas() -> dict[str, str]:
    return {row["lemma"]: row["group"] for row in read_table("victim_groups")}


def group_of(victims: str) -> str | None:
    """`women` or `children` where the first noun of the victims' phrase that is of people says so."""
    for word in victims.split():
        readings = noun_forms().get(normalize(word), ()) or noun_forms().get(normalize(word).removeprefix("ال"), ())
        for reading in readings:
            if reading.kind in ("civilian", "combatant", "unknown"):
                return _group_lemmas().get(reading.lemma)
    return None
