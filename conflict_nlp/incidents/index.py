"""The incidents that reports tell of, built up report by report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from conflict_nlp.incidents.blocks import Blocks
from conflict_nlp.incidents.build import build
from conflict_nlp.incidents.episodes import Episode, episodes_of
from conflict_nlp.incidents.match import NEVER, SAME_REPORT, THRESHOLD, score
from conflict_nlp.incidents.records import Incident

# A report that gives one detail is no worse a match for what others tell at length.
_BEST = 2


class IncidentIndex:
    """Links the claims of documents to incidents.

    Each episode of a new document goes to the incident that it fits best, or becomes one of its own; no other incident changes. An
    incident's id is made of its first report's, so it stays when reports are added.
    """

    def __init__(self) -> None:
        self._incidents: dict[str, _Linked] = {}
        self._blocks = Blocks()

    def add(self, doc: Doc) -> list[str]:
        """Take in a document; returns the ids of the incidents that it changed, in the order of the text."""
        return self.add_episodes(episodes_of(doc))

    def add_episodes(self, episodes: Iterable[Episode]) -> list[str]:
        """Take in the episodes of one document (`episodes.episodes` makes them of stored claims)."""
        return list(dict.fromkeys(self._add(episode) for episode in episodes))

    def _add(self, episode: Episode) -> str:
        name = self._find(episode) or self._new_name(episode)
        if self._incidents.setdefault(name, _Linked()).add(episode):
            self._blocks.add(episode, name)
        return name

    def _new_name(self, episode: Episode) -> str:
        """An id of its own, even where documents have none or share one."""
        ref = episode.ref
        while (name := _name(ref)) in self._incidents:
            ref += "+"
        return name

    def _find(self, episode: Episode) -> str | None:
        """The id of the incident that the episode fits best, if any passes the threshold."""
        fits = ((self._incidents[name].fit(episode), name) for name in self._blocks.near(episode))
        best = max(fits, default=(NEVER, ""), key=lambda item: item[0])
        return best[1] if best[0] >= THRESHOLD else None

    def incidents(self) -> list[Incident]:
        """All incidents, in the order of their first reports."""
        return [build(name, linked.episodes) for name, linked in self._incidents.items()]

    def incident(self, name: str) -> Incident:
        """The incident with this id; KeyError for an unknown one."""
        return build(name, self._incidents[name].episodes)


class _Linked:
    """The episodes of one incident. Many reports say the same of it: what they say is compared with a new one once."""

    def __init__(self) -> None:
        self.episodes: list[Episode] = []
        self._first: dict[object, Episode] = {}
        self._number: Counter[object] = Counter()
        self._of_report: Counter[tuple[object, str]] = Counter()

    def add(self, episode: Episode) -> bool:
        """Returns whether it says anything that no other did."""
        told = episode.told
        self.episodes.append(episode)
        self._number[told] += 1
        self._of_report[told, episode.report.document] += 1
        return self._first.setdefault(told, episode) is episode

    def fit(self, episode: Episode) -> float:
        """How well an episode fits: on average over those that it fits best, if it may belong with most."""
        possible, points = 0, []
        for told, other in self._first.items():
            value = score(episode, other)
            if value > NEVER:
                number, own = self._number[told], self._of_report[told, episode.report.document]
                possible += number
                points += [value + SAME_REPORT] * min(own, _BEST) + [value] * min(number - own, _BEST)
        best = sorted(points, reverse=True)[:_BEST]
        return sum(best) / len(best) if 2 * possible > len(self.episodes) else NEVER


def find_incidents(docs: Iterable[Doc]) -> list[Incident]:
    """The incidents that the claims of `docs` tell of, in the order of their first reports."""
    index = IncidentIndex()
    for doc in docs:
        index.add(doc)
    return index.incidents()


def _name(ref: str) -> str:
    return f"i-{hashlib.blake2b(ref.encode(), digest_size=6).hexdigest()}"
