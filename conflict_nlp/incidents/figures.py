"""From the claims of one document about one incident to its number of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from conflict_nlp.nouns import noun_forms
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import CasualtyClaim, Harm

_HUNDREDS = 200

Test = Callable[[CasualtyClaim], bool]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one document says: numbers, and the ids of the claims that say so. `whole`: of all victims, not of a group of them;
    `vague`: in words only (`dozens`)."""

    low: int
    best: int
    high: int | None
    claims: tuple[str, ...]
    whole: bool = True
    vague: bool = False


def figure(claims: Iterable[CasualtyClaim], harm: Harm, counts: Test = lambda claim: True) -> Figure | None:
    """The figure of one document's claims of this harm about one incident, of the victims that `counts`; None where there is none.

    Parts of a whole and repetitions do not count again. Claims about other people (another kind, another side) add up, unless one about
    people in general is as large as all of them; claims about the same people are two statements of one number, of which the first
    is the likelier: it is the one that the report leads with.
    """
    own = [claim for claim in claims if claim.harm == harm and claim.status == "asserted"]
    chosen = [claim for claim in own if counts(claim)]
    names = {claim.id for claim in chosen}
    roots = [claim for claim in chosen if claim.part_of not in names and claim.same_as not in names]
    # `Dozens` is no figure beside a number.
    roots = [claim for claim in roots if claim.modifier != "vague"] or roots
    kinds: dict[tuple[str, str, str | None], list[CasualtyClaim]] = {}
    for claim in roots:
        victims = claim.victims
        kinds.setdefault((victims.type, victims.side, group_of(victims.text)), []).append(claim)
    parts = {kind: _of_kind(found) for kind, found in kinds.items()}
    if not parts:
        return None
    general = parts.get(("unknown", "", None))
    others = [part for kind, part in parts.items() if kind != ("unknown", "", None)]
    if general is not None and others and background(general.best, sum(part.best for part in others)):
        general = None
    elif general is not None and general.best >= sum(part.best for part in others):
        return general
    return _sum([*others, *([general] if general else [])], whole=general is not None)


def background(large: int, small: int) -> bool:
    """Whether a number beside another is the toll of a war or a campaign that is told with an incident."""
    return large >= _HUNDREDS and large > 10 * small


def _of_kind(claims: list[CasualtyClaim]) -> Figure:
    """Of claims about one kind of people: persons told one by one add up, other figures are alternatives."""
    single = {normalize(claim.victims.text): claim for claim in claims if claim.low == claim.high == 1}
    several = [claim for claim in claims if not claim.low == claim.high == 1]
    general = claims[0].victims.type == "unknown" and not claims[0].victims.actor
    if not several:
        return Figure(len(single), len(single), len(single), tuple(claim.id for claim in single.values()), whole=general)
    lead = several[0]
    several = [claim for claim in several if not background(claim.low, lead.low)]
    highs = [claim.high for claim in several]
    return Figure(
        low=min(claim.low for claim in several),
        best=_best(lead),
        high=None if any(high is None for high in highs) else max(high for high in highs if high is not None),
        claims=tuple(claim.id for claim in several),
        whole=general,
        vague=all(claim.modifier == "vague" for claim in claims),
    )


def _best(claim: CasualtyClaim) -> int:
    """The middle of a range; of a vague word or an open bound the lowest number that it allows, as casualty recorders do."""
    return claim.low if claim.high is None or claim.modifier == "vague" else round((claim.low + claim.high) / 2)


def _sum(parts: Sequence[Figure], *, whole: bool) -> Figure:
    open_ended = any(part.high is None for part in parts)
    return Figure(
        low=sum(part.low for part in parts),
        best=sum(part.best for part in parts),
        high=None if open_ended else sum(part.high or 0 for part in parts),
        claims=tuple(name for part in parts for name in part.claims),
        whole=whole,
        vague=all(part.vague for part in parts),
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
