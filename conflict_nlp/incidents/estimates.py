"""How many: from the claims of one document to its figure, from the figures of several to low, best and high.

RULES names how `best` is chosen among the figures that nothing supersedes:

only       one report has a figure
agreed     all have the same
most       the figure of most outlets
latest     outlets are divided: the one published last (of one day: the larger)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conflict_nlp.incidents.episodes import Episode
from conflict_nlp.incidents.figures import Figure, Test, figure, group_of
from conflict_nlp.incidents.records import Estimate, Toll, ref_of
from conflict_nlp.types import CasualtyClaim, Harm

RULES = ("only", "agreed", "most", "latest")
GROUPS = ("civilian", "combatant", "women", "children")
# A later and larger figure of the same incident is an update; one that is this many times larger is of something else.
_GROWTH = 3.0


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure and the episode that tells it."""

    episode: Episode
    figure: Figure

    @property
    def published(self) -> str:
        return self.episode.report.date or ""

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
    told = [item for item in told if not item.figure.vague] or told
    told.sort(key=lambda item: (item.published, item.figure.best))
    # A report about some of the victims says nothing of the total where another tells more.
    reliable = [item for item in told if counts or not any(other.figure.tells_more(item.figure) for other in told)]
    superseded = _superseded(told, reliable)
    current = [item for item in reliable if item.refs[0] not in superseded]
    best, rule = _choose(current)
    low = min(best, *(item.figure.low for item in current))
    return Estimate(low, best, _high(current, best), rule, [ref for item in current for ref in item.refs]), superseded


def _high(told: Sequence[_Told], best: int) -> int | None:
    """The largest number that a report allows; None where `at least` leaves it open and no other report closes it from above."""
    closed = [item.figure.high for item in told if item.figure.high is not None]
    opened = [item.figure.low for item in told if item.figure.high is None]
    return None if not closed or any(low > max(closed) for low in opened) else max(best, *closed)


def _superseded(told: Sequence[_Told], reliable: Sequence[_Told]) -> dict[str, str]:
    """The refs of the figures that a later report has brought up to date, each with the first ref of that report's."""
    found: dict[str, str] = {}
    for item in told:
        update = next((later for later in reliable if _updates(later, item)), None)
        if update is not None:
            found.update(dict.fromkeys(item.refs, update.refs[0]))
    return found


def _updates(later: _Told, earlier: _Told) -> bool:
    # Of reports without a date nobody knows which was first.
    return later.published > earlier.published != "" and earlier.figure.best < later.figure.best <= _GROWTH * earlier.figure.best


def _choose(told: Sequence[_Told]) -> tuple[int, str]:
    by_outlet = {item.outlet: item.figure.best for item in told}
    if len(told) == 1 or len(by_outlet) == 1:
        return told[-1].figure.best, "only"
    counted = Counter(by_outlet.values()).most_common()
    if len(counted) == 1:
        return counted[0][0], "agreed"
    if counted[0][1] > counted[1][1]:
        return counted[0][0], "most"
    last = max(item.published for item in told)
    return max(item.figure.best for item in told if item.published == last), "latest"


def toll(episodes: Sequence[Episode], harm: Harm, keys: Mapping[str, str] | None = None) -> tuple[Toll, dict[str, str]] | None:
    """All who came to this harm, and the groups and sides that reports tell apart; `keys` has the id of an actor by its name."""
    total = estimate(episodes, harm)
    if total is None:
        return None
    known = keys or {}
    names = dict.fromkeys(known.get(side, side) for episode in episodes for claim in episode.claims if (side := claim.victims.side))
    groups = {name: found[0] for name in GROUPS if (found := estimate(episodes, harm, _in_group(name)))}
    sides = {name: found[0] for name in names if (found := estimate(episodes, harm, _on_side(name, known), _is_civilian))}
    return Toll(total[0], groups, sides), total[1]


def _on_side(name: str, keys: Mapping[str, str]) -> Test:
    return lambda claim: keys.get(claim.victims.side, claim.victims.side) == name and not _is_civilian(claim)


def _is_civilian(claim: CasualtyClaim) -> bool:
    return claim.victims.type == "civilian"


def _in_group(name: str) -> Test:
    if name in ("civilian", "combatant"):
        return lambda claim: claim.victims.type == name
    return lambda claim: group_of(claim.victims.text) == name
