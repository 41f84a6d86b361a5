"""How many: from the claims of one document to its figure, from the figures of several to low, best and high.

RULES names how `best` is chosen among the figures that nothing supersedes:

only       one report has a figure
agreed     all have the same
most       the figure of most outlets
latest     outlets are divided: the one published last (of one day: the larger)
sum        no report tells of all victims, and reports of different people have different numbers
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from conflict_nlp.incidents.episodes import Episode
from conflict_nlp.incidents.figures import Figure, Test, figure, group_of, sum_of_bounds
from conflict_nlp.incidents.records import Estimate, Toll, ref_of
from conflict_nlp.types import CasualtyClaim, Harm

RULES = ("only", "agreed", "most", "latest", "sum")
GROUPS = ("civilian", "combatant", "women", "children")
# A later and larger figure of the same incident is an update; one that is this many times larger is of something else.
_GROWTH = 3.0


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure and the episode that tells it."""

    episode: Episode
    figure: Figure

    @property
    def published(self) -> tuple[str, str]:
        """Day and time (UTC); empty what is not known."""
        try:
            moment = datetime.fromisoformat(told := self.episode.report.date or "")
        except ValueError:
            return self.episode.report.date or "", ""
        if len(told) <= len("2031-05-02"):
            return moment.date().isoformat(), ""
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
        return moment.date().isoformat(), moment.time().isoformat()

    @property
    def day(self) -> str:
        return self.published[0]

    @property
    def outlet(self) -> str:
        return self.episode.report.outlet or self.episode.report.document

    @property
    def refs(self) -> list[str]:
        return [ref_of(self.episode.report.document, name) for name in self.figure.claims]


def estimate(
    episodes: Sequence[Episode], harm: Harm, counts: Test | None = None, less: Test | None = None
) -> tuple[Estimate, dict[str, str]] | None:
    """The estimate over reports, and which claims are superseded by which (by `ref`); None where no report has a figure.

    `counts` and `less` as in `figure`.
    """
    told = [
        _Told(episode, found)
        for episode in episodes
        if (found := figure(episode.claims, harm, counts, less) if counts else episode.figures.get(harm))
    ]
    if not told:
        return None
    # Beside a number `dozens` are no figure; where the number is far smaller they show how high it may be.
    words = [item for item in told if item.figure.vague and any(_replaces(other.figure, item.figure) for other in told)]
    told = [item for item in told if not any(item is other for other in words)]
    told.sort(key=lambda item: (item.published, item.figure.best))
    # A report about some of the victims says nothing of the total where another tells more.
    reliable = [item for item in told if counts or not any(other.figure.tells_more(item.figure) for other in told)]
    updates = [next((later for later in reliable if _updates(later, item)), None) for item in told]
    outdated = [item for item, update in zip(told, updates, strict=True) if update is not None]
    current = [item for item in reliable if not any(item is other for other in outdated)]
    best, rule = _choose(current)
    low = min(best, *(item.figure.low for item in current))
    current += [item for item in words if item.figure.low > _GROWTH * best]
    chosen = Estimate(low, best, _high(current, best), rule, [ref for item in current for ref in item.refs])
    return chosen, {ref: update.refs[0] for item, update in zip(told, updates, strict=True) if update for ref in item.refs}


def _replaces(exact: Figure, vague: Figure) -> bool:
    """Whether a number is told of the people of whom another report has only `dozens`."""
    return not exact.vague and exact.covers(vague)


def _high(told: Sequence[_Told], best: int) -> int | None:
    """The largest number that a report allows; None where `at least` leaves it open and no other report closes it from above."""
    closed = [item.figure.high for item in told if item.figure.high is not None]
    opened = [item.figure.low for item in told if item.figure.high is None]
    return None if not closed or any(low > max(closed) for low in opened) else max(best, *closed)


def _updates(later: _Told, earlier: _Told) -> bool:
    # Of reports without a date, or of one day without times, nobody knows which was first.
    (day, time), (day_before, time_before) = later.published, earlier.published
    after = day > day_before != "" or (day == day_before and time > time_before != "")
    return after and earlier.figure.best < later.figure.best <= _GROWTH * earlier.figure.best


def _choose(told: Sequence[_Told]) -> tuple[int, str]:
    by_outlet = {item.outlet: item.figure.best for item in told}
    if len(told) == 1 or len(by_outlet) == 1:
        return told[-1].figure.best, "only"
    counted = Counter(by_outlet.values()).most_common()
    if len(counted) == 1:
        return counted[0][0], "agreed"
    if counted[0][1] > counted[1][1]:
        return counted[0][0], "most"
    last = max(item.day for item in told)
    return max(item.figure.best for item in told if item.day == last), "latest"


def toll(episodes: Sequence[Episode], harm: Harm, keys: Mapping[str, str] | None = None) -> tuple[Toll, dict[str, str]] | None:
    """All who came to this harm, and the groups and sides that reports tell apart; `keys` has the id of an actor by its name."""
    total = estimate(episodes, harm)
    if total is None:
        return None
    known = keys or {}
    names = dict.fromkeys(known.get(side, side) for episode in episodes for claim in episode.claims if (side := claim.victims.side))
    groups = {name: found[0] for name in GROUPS if (found := estimate(episodes, harm, _in_group(name), _other_group(name)))}
    sides = {name: found[0] for name in names if (found := estimate(episodes, harm, _on_side(name, known), _is_civilian))}
    whole = any(harm in episode.figures and episode.figures[harm].whole for episode in episodes)
    apart = [*sides.values(), *([groups["civilian"]] if "civilian" in groups else [])]
    people = total[0] if whole else _at_least(total[0], apart)
    kept = [{name: _up_to(people, part) for name, part in parts.items()} for parts in (groups, sides)]
    return Toll(people, *kept), total[1]


def _at_least(total: Estimate, apart: Sequence[Estimate]) -> Estimate:
    """The total where no report tells of all: people of different sides, and civilians, are different people. Where two have one and
    the same number, it may be of the same people whom one report calls civilians."""
    best = sum(part.best for part in apart)
    if best <= total.best or len({part.best for part in apart}) < len(apart):
        return total
    refs = dict.fromkeys([*total.claims, *(ref for part in apart for ref in part.claims)])
    return Estimate(min(total.low, best), best, sum_of_bounds([part.high for part in apart]), "sum", list(refs))


def _up_to(total: Estimate, part: Estimate) -> Estimate:
    """A part is no larger than the whole, though an older report may have said so."""
    return replace(part, low=min(part.low, total.best), best=min(part.best, total.best))


def _on_side(name: str, keys: Mapping[str, str]) -> Test:
    return lambda claim: keys.get(claim.victims.side, claim.victims.side) == name and not _is_civilian(claim)


def _is_civilian(claim: CasualtyClaim) -> bool:
    return claim.victims.type == "civilian"


def _other_group(name: str) -> Test | None:
    """Who is taken off the number of a group where a report tells of them as a part of it."""
    return _is_civilian if name == "combatant" else _is_combatant if name == "civilian" else None


def _is_combatant(claim: CasualtyClaim) -> bool:
    return claim.victims.type == "combatant"


def _in_group(name: str) -> Test:
    if name in ("civilian", "combatant"):
        return lambda claim: claim.victims.type == name
    return lambda claim: group_of(claim.victims.text) == name
