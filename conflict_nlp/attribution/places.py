"""Where it happened: the most specific named place of each claim's event."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conflict_nlp.attribution.lexicon import speech
from conflict_nlp.claims.lexicon import words
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, Mention

_RANK = {"country": 0, "region": 0, "admin1": 1, "admin2": 2, "city": 3, "locality": 4}


@dataclass(slots=True, frozen=True)
class Spot:
    """A place name in the text: words `first`..`last` and how specific it is (0 country … 4 village, quarter, building)."""

    first: int
    last: int
    rank: int
    sent: int
    text: str
    start: int
    end: int
    name: str
    kb_id: str


class Places:
    """The places of one document."""

    def __init__(self, view: View, limit: int) -> None:
        self.view = view
        self.spots: list[Spot] = []
        heads = speech("head") | frozenset({"جيش", "قوات", "حكومه", "شرطه", "سلطات", "رييس", "وزير", "طيران", "نظام"})
        for first, last, ent in view.ents("LOC"):
            if first >= limit:
                continue
            kind = ent.kb_id_.split(":")[1] if ent.kb_id_.count(":") >= 1 else "locality"
            rank = _RANK.get(kind, 4)
            before = view.norm(first - 1)
            # A place that is somebody's (`شرطة هرات`, `حكومة كابل`) is not where something happened.
            if before in heads or ((before == "في" and view.norm(first - 2) in heads) and rank < 3):
                continue
            self.spots.append(Spot(first, last, rank, view.sent_of[first], ent.text, ent.start_char, ent.end_char, ent.text, ent.kb_id_))
        self.by_sent: dict[int, list[Spot]] = {}
        for spot in self.spots:
            self.by_sent.setdefault(spot.sent, []).append(spot)

    def assign(self, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
        """The claims with their places."""
        own = [self._own(c) for c in claims]
        index = {c.id: n for n, c in enumerate(claims)}
        settled = list(own)
        for n, claim in enumerate(claims):
            linked = [index[i] for i in (claim.same_as, claim.part_of) if i in index]
            linked += [k for k, c in enumerate(claims) if claim.id == c.same_as]
            spot = own[n]
            for k in linked:
                other = own[k]
                if other is not None and (spot is None or (other.rank > spot.rank and claim.part_of != claims[k].id)):
                    spot = other
            settled[n] = spot
        for n in range(len(claims)):
            if settled[n] is None:
                settled[n] = self._near(n, claims, settled)
        out = []
        for claim, spot in zip(claims, settled, strict=True):
            place = Mention(spot.text, spot.start, spot.end, spot.name, spot.kb_id or None) if spot is not None else None
            out.append(replace(claim, place=place))
        return out

    def _own(self, claim: CasualtyClaim) -> Spot | None:
        """The place that the claim's own sentence tells: the first of the chain after the harm, else the one before."""
        view = self.view
        first, last = view.words_in(claim.start, claim.end)
        spots = self.by_sent.get(view.sent_of[first], [])
        after = [s for s in spots if s.first > last and self._located(s)]
        before = [s for s in spots if s.last < first and self._located(s)]
        if after:
            return self._chain(after)
        if before:
            return self._chain(before[-3:])
        loose = [s for s in spots if s.first > last] or [s for s in spots if s.last < first]
        return self._chain(loose[:2]) if loose else None

    def _located(self, spot: Spot) -> bool:
        """A preposition or a place-type word stands before it."""
        before = self.view.norm(spot.first - 1)
        return before in words("before_place") or (before == "و" and self.view.norm(spot.first - 2) not in words("preposition"))

    def _chain(self, spots: list[Spot]) -> Spot:
        """Arabic tells places from the small to the large: the first, unless a smaller one follows close by."""
        best = spots[0]
        for spot in spots[1:]:
            if spot.first - best.last > 10:
                break
            if spot.rank > best.rank:
                best = spot
        return best

    def _near(self, n: int, claims: list[CasualtyClaim], settled: list[Spot | None]) -> Spot | None:
        """From a claim of the same sentence, then the sentence before, then the claim before; the title takes the lead's."""
        view, claim = self.view, claims[n]
        sent = view.sent_of[view.words_in(claim.start, claim.end)[0]]
        sents = [view.sent_of[view.words_in(c.start, c.end)[0]] for c in claims]
        for k in sorted(range(len(claims)), key=lambda x: abs(x - n)):
            if k != n and sents[k] == sent and settled[k] is not None:
                return settled[k]
        for back in (1, 2, 3):
            spots = [s for s in self.by_sent.get(sent - back, []) if self._located(s)]
            if spots:
                return self._chain(spots)
        for k in range(n + 1, len(claims)):
            if settled[k] is not None and sents[k] - sent <= 2:
                return settled[k]
        for ahead in (1, 2):
            spots = [s for s in self.by_sent.get(sent + ahead, []) if self._located(s)]
            if spots:
                return self._chain(spots)
        return None
