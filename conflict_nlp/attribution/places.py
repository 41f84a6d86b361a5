"""Where it happened: the most specific named place of each claim's event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from conflict_nlp.attribution.claimset import ATTACKED, ClaimSet
from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs, speech
from conflict_nlp.attribution.segments import over_years
from conflict_nlp.attribution.spots import FIRST, Spot, Spots, abroad, country
from conflict_nlp.claims.lexicon import words
from conflict_nlp.entities.lexicon import heads, name_words
from conflict_nlp.text.view import View, near, news_items
from conflict_nlp.types import CasualtyClaim, Evidence, Place

_CHAIN = 10  # words between two links of `قرية X بريف Y`
_REFINE = 10
_WITHIN = 100  # words between a harm and a place of its sentence
_FEW = 2  # towns and smaller places in a report of one event
# Harm that often has no place at all: it takes none from where something else happened, but in a title or lead.
UNPLACED = frozenset({"detained", "missing"})
_LEAD = 2  # sentences of an item that what follows may complete: title and lead
_LATER = 2  # sentences after a title or lead that may tell where in a country it happened
_NEAR = 2  # sentences in which a vague place may become a precise one


class Places(Spots):
    """Finds the place of each claim among the places of the document."""

    def __init__(self, view: View, limit: int, taken: Iterable[int] = (), told_by: Iterable[int] = ()) -> None:
        super().__init__(view, limit, taken, told_by)
        self.items, self.years = news_items(view), over_years(view)
        self._only = self._precise()

    def assign(self, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
        """The claims with their places."""
        table = ClaimSet(self.view, claims)
        told = [self._own(c) for c in claims]
        own = list(told)
        for n, claim in enumerate(claims):
            spot = own[n] or self._near(n, table, own)
            if spot is not None and claim.harm in ATTACKED and not self._several(n, table, told):
                spot = self._refined(spot, table.sents[n])
                spot = self._told_later(spot, table.sents[n]) if spot.rank == 0 else spot
            own[n] = spot
        covering = {n for n in range(len(claims)) if self._scattered(n, table, own)}
        own = [told[n] if n in covering else spot for n, spot in enumerate(own)]
        settled = list(own)
        for n in range(len(claims)):
            for k in () if n in covering else table.repeats(n):
                spot, other = settled[n], own[k]
                if other is not None and (spot is None or (other.rank > spot.rank and not abroad(spot, other))):
                    settled[n] = other
        return [self._with(claim, spot, told[n], own[n]) for n, (claim, spot) in enumerate(zip(claims, settled, strict=True))]

    def _with(self, claim: CasualtyClaim, spot: Spot | None, told: Spot | None, own: Spot | None) -> CasualtyClaim:
        """The claim with its place and the evidence: told in its own sentence, made precise, taken from near by or from a repetition."""
        if spot is None:
            return replace(claim, place=None)
        rule = "own sentence" if spot is told else "repeated" if spot is not own else "more precise" if told is not None else "near by"
        place = spot.mention
        return replace(claim, place=place, evidence=[*claim.evidence, Evidence("place", place.text, place.start, place.end, rule)])

    def _several(self, n: int, table: ClaimSet, told: list[Spot | None]) -> bool:
        """A vague place covers a report of harm in several precise ones."""
        spot, item = told[n], self.items[table.sents[n]]
        if spot is None or spot.rank:
            return False
        inside = {s.mention.name for k, s in enumerate(told) if s is not None and s.rank > spot.rank and self.items[table.sents[k]] == item}
        return len(inside) > 1

    def _scattered(self, n: int, table: ClaimSet, own: list[Spot | None]) -> bool:
        """A total over incidents in several places keeps the place that covers them."""
        parts = {own[k].mention.name for k in table.parts(n) if own[k] is not None}  # type: ignore[union-attr]
        return len(parts) > 1

    def _fits(self, spot: Spot, harm: str) -> bool:
        """Whether the preposition lets the place be where it happened: people flee *from* it, others are hit *in* it."""
        if spot.prep == "?":
            return False
        if harm == "displaced":
            return spot.prep not in ("الي", "نحو", "باتجاه", "ل")
        return spot.prep not in ("من", "الي", "نحو", "عن", "منذ", "خلال", "بعد", "قبل", "مع", "ضد")

    def at(self, word: int) -> Place | None:
        """The place that the sentence of an attack's word tells."""
        spot = self._told(word, word, "killed")
        return spot.mention if spot is not None else None

    def _own(self, claim: CasualtyClaim) -> Spot | None:
        first, last = self.view.words_in(claim.start, claim.end)
        return self._told(first, last, claim.harm)

    def _told(self, first: int, last: int, harm: str) -> Spot | None:
        """The place that the sentence tells for harm to the words first..last: the first of the chain after them, else the one before."""
        view = self.view
        told = near(self.by_sent.get(view.sent_of[first], []), first, last, _WITHIN, key=FIRST)
        spots = [s for s in told if self._fits(s, harm)]
        if harm == "displaced" and any(s.prep == "من" for s in spots):
            spots = [s for s in spots if s.prep == "من" or (spots.index(s) and spots[spots.index(s) - 1].prep == "من")]
        after = [s for s in spots if s.first > last and not self._said_between(last, s.first)]
        before = [s for s in spots if s.last < first]
        if after and not (before and self._other_clause(last, after[0].first)):
            return self._chain(after)
        if before:
            return self._chain(self._last_chain(before))
        return self._chain(after) if after else None

    def _said_between(self, a: int, b: int) -> bool:
        """What follows `بحسب …` belongs to the speaker."""
        return any(n in speech("preposition") for n in self.view.norms[a + 1 : b])

    def _other_clause(self, a: int, b: int) -> bool:
        """Another event is told between the two words (`… ، كما طال القصف محيط X`)."""
        return any(n in words("next_event") for n in self.view.norms[a + 1 : b])

    def _last_chain(self, spots: list[Spot]) -> list[Spot]:
        """The links of the last chain of places."""
        start = len(spots) - 1
        while start > 0 and spots[start].first - spots[start - 1].last <= 5:
            start -= 1
        return spots[start:]

    def _chain(self, spots: list[Spot]) -> Spot:
        """Arabic tells places from the small to the large: the first, unless a country or province comes first."""
        best = spots[0]
        for spot in spots[1:]:
            if best.rank > 1 or spot.first - best.last > _CHAIN:
                break
            if spot.rank > best.rank and not self._bearing(spot):
                best = spot
        return best

    def _bearing(self, spot: Spot) -> bool:
        """`جنوب غرب العاصمة الجزائر`: a place that only tells where another one lies."""
        k = spot.first - 1
        while self.view.norm(k) in heads("place_types")[0] or self.view.norm(k) in words("capital_word"):
            k -= 1
        return self.view.norm(k) in name_words("direction")

    def _near(self, n: int, table: ClaimSet, own: list[Spot | None]) -> Spot | None:
        """From a claim of the same sentence, then the sentences before in the item, then what follows (a title)."""
        for k in table.near_in_sentence(n):
            if own[k] is not None:
                return own[k]
        at = table.sents[n]
        if self.years[at]:
            return None
        opening = at < _LEAD or self.items[at - _LEAD] != self.items[at]
        for sent in (at - 1, at - 2, at - 3, *((at + 1, at + 2) if opening else ())):
            if 0 <= sent < len(self.items) and self.items[sent] == self.items[at]:
                told = next((own[k] for k in table.of_sentence(sent) if own[k] is not None and table.alike(n, k)), None)
                if told is not None:
                    return told
                spots = [s for s in self.by_sent.get(sent, [])[:_WITHIN] if self._fits(s, table.claims[n].harm)]
                if spots and (opening or table.claims[n].harm not in UNPLACED):
                    return self._chain(spots)
        loose = [s for s in self.by_sent.get(at, [])[:_WITHIN] if s.prep == "?"]
        return self._chain(loose) if loose else None

    def _refined(self, spot: Spot, sent: int) -> Spot:
        """The precise place of a vague one: what the text near by tells inside it (`حي X في مدينة Y`), or the one precise place that
        a short report tells of."""
        if spot.rank > 3:
            return spot
        name = self.view.norms[spot.first : spot.last + 1]
        inner: dict[str, Spot] = {}
        for other in range(max(0, sent - _NEAR), sent + _NEAR + 1):
            if other >= len(self.items) or self.items[other] != self.items[sent]:
                continue
            for small, large in pairwise(self.by_sent.get(other, [])[:_WITHIN]):
                inside = small.rank > spot.rank and self.view.norms[large.first : large.last + 1] == name
                if inside and large.first - small.last <= _REFINE and self._fits(small, "killed"):
                    inner.setdefault(small.mention.text, small)
        if len(inner) == 1:
            return next(iter(inner.values()))
        return self._only.get(self.items[sent], spot)

    def _told_later(self, spot: Spot, sent: int) -> Spot:
        """The place inside a country that the sentences after a title or lead tell of the attack (`وجرت العملية في ولاية X`)."""
        item, around = self.items[sent], country(spot)
        if sent >= _LEAD and self.items[sent - _LEAD] == item:
            return spot
        for later in range(sent + 1, min(sent + _LATER + 1, len(self.items))):
            if self.items[later] != item:
                break
            inside = [s for s in self.by_sent.get(later, [])[:_WITHIN] if s.rank and self._fits(s, "killed") and country(s) in ("", around)]
            if inside and self._same_attack(later):
                return self._chain(inside)
        return spot

    def _same_attack(self, sent: int) -> bool:
        """The sentence tells more of an attack told before (`وجرت العملية في …`), of no similar or earlier one."""
        a, b = self.view.sents[sent]
        norms = self.view.norms[a:b]
        told = any(n.startswith("ال") and n in attack_nouns() for n in norms)
        past = any(n in words("year_unit") and after in ("الماضي", "الماضيه") for n, after in pairwise(norms))
        return told and not past and not any(n in words("similar") for n in norms)

    def _precise(self) -> dict[int, Spot]:
        """Item -> the one precise place of an attack in it, where it names no more than a few towns and smaller places."""
        told: dict[int, set[str]] = {}
        precise: dict[int, dict[str, Spot]] = {}
        for sent, spots in self.by_sent.items():
            item = self.items[sent]
            told.setdefault(item, set()).update(s.mention.text for s in spots if s.rank >= 3)
            for n, spot in enumerate(spots):
                if n and spot.first - spots[n - 1].last <= 3 and spots[n - 1].rank == 4:
                    continue  # `مقبرة X بمنطقة Y`: the second only tells where the first is
                if spot.rank == 4 and self._fits(spot, "killed") and self._attacked(sent):
                    precise.setdefault(item, {}).setdefault(spot.mention.text, spot)
        return {item: next(iter(found.values())) for item, found in precise.items() if len(found) == 1 and len(told[item]) <= _FEW}

    def _attacked(self, sent: int) -> bool:
        a, b = self.view.sents[sent]
        return any(n in attack_nouns() or n in attack_verbs() for n in self.view.norms[a:b])
