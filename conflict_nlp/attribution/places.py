"""Where it happened: the most specific named place of each claim's event."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from conflict_nlp.attribution.claimset import ATTACKED, ClaimSet
from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs, speech
from conflict_nlp.attribution.segments import over_years
from conflict_nlp.claims.lexicon import words
from conflict_nlp.entities.gazetteer import located
from conflict_nlp.entities.lexicon import heads, name_words
from conflict_nlp.text.view import View, near, news_items
from conflict_nlp.types import CasualtyClaim, Evidence, Place

_RANK = {"country": 0, "region": 0, "admin1": 1, "admin2": 2, "city": 3, "locality": 4}
_CHAIN = 10  # words between two links of `قرية X بريف Y`
_REFINE = 10
_FIRST = attrgetter("first")
_TAKEN = 9  # words between a word of transfer and where to
_WITHIN = 100  # words between a harm and a place of its sentence
_FEW = 2  # towns and smaller places in a report of one event
# Harm that often has no place at all: it takes none from where something else happened, but in a title or lead.
UNPLACED = frozenset({"detained", "missing"})
_LEAD = 2  # sentences of an item that what follows may complete: title and lead
_LATER = 2  # sentences after a title or lead that may tell where in a country it happened
_NEAR = 2  # sentences in which a vague place may become a precise one


@dataclass(slots=True, frozen=True)
class Spot:
    """A place name in the text: words `first`..`last`, how specific it is (0 country … 4 village, quarter, building) and the
    preposition that governs it ("" where a noun stands before it: `قصف مدينة X`; "?" where nothing places it)."""

    first: int
    last: int
    rank: int
    prep: str
    sent: int
    mention: Place


def _country(spot: Spot) -> str:
    """The country code in the id of a known place, empty for others."""
    kb_id = spot.mention.kb_id or ""
    return kb_id.split(":")[2][:2] if kb_id.count(":") >= 2 else ""


def _abroad(one: Spot, other: Spot) -> bool:
    """Two places that lie in different countries."""
    return "" not in (_country(one), _country(other)) and _country(one) != _country(other)


class Places:
    """The places of one document; `taken` are the words of places that stand for actors (`قوات النظام وروسيا`), `told_by` those of
    the speakers (`بيان لمديرية أمن مدينة X`)."""

    def __init__(self, view: View, limit: int, taken: Iterable[int] = (), told_by: Iterable[int] = ()) -> None:
        self.view = view
        told_by = frozenset(told_by)
        self.by_sent: dict[int, list[Spot]] = {}
        taken = frozenset(taken)
        self._skipped: set[int] = set()  # places that are somebody's
        for first, last, ent in view.ents("LOC"):
            if first < limit and self._owned(first):
                self._skipped.add(first)
            if first >= limit or first in taken or first in self._skipped:
                continue
            kind = ent.kb_id_.split(":")[1] if ent.kb_id_.count(":") else ""
            if first == last and any(view.norms[first] in table for table in (words("place_small"), words("place_vague"), attack_nouns())):
                continue
            rank, prep = self._lead(first, _RANK.get(kind, 4))
            if prep in ("في", "ب", "الي", "") and self._moved(first):
                prep = "الي"
            spots = self.by_sent.setdefault(view.sent_of[first], [])
            if spots and prep in ("في", "ب", "", "?") and self._linked(spots[-1], first, prep):
                prep = spots[-1].prep
            if first in told_by or self._dateline(first, last) or self._of_owner(first, prep, told_by):
                prep = "?"
            text = view.slice(first, last)
            mention = Place(text, view.starts[first], view.ends[last], text, ent.kb_id_ or None)
            spots.append(Spot(first, last, rank, prep, view.sent_of[first], mention))
        for first in self._parts_of_country(limit):
            text = view.slice(first, first + 1)
            mention = Place(text, view.starts[first], view.ends[first + 1], text)
            spots = self.by_sent.setdefault(view.sent_of[first], [])
            insort(spots, Spot(first, first + 1, 0, "?", view.sent_of[first], mention), key=_FIRST)
        for first, last in self._of_organisations(limit):
            text = view.slice(first, last)
            mention = Place(text, view.starts[first], view.ends[last], text)
            rank, prep = self._lead(first, 4)
            spots = self.by_sent.setdefault(view.sent_of[first], [])
            insort(spots, Spot(first, last, rank, prep, view.sent_of[first], mention), key=_FIRST)
        for sent, spots in self.by_sent.items():
            told = located(view.norms, [(s.first, s.last, s.mention) for s in spots])
            self.by_sent[sent] = [replace(s, mention=m) for s, m in zip(spots, told, strict=True)]
        self.items, self.years = news_items(view), over_years(view)
        self._only = self._precise()

    def _parts_of_country(self, limit: int) -> Iterator[int]:
        """`المنطقة الوسطى`, `الساحل الغربي`: a part of the country told by a side of it, without a name."""
        view = self.view
        for k in range(min(limit, len(view)) - 1):
            if view.norms[k] in words("part") and view.norms[k + 1] in words("side") and k not in view.ent_in:
                yield k

    def _of_organisations(self, limit: int) -> Iterator[tuple[int, int]]:
        """`معسكر الحرس الوطني`, `قرب جامعة الموصل`, `أمام مدرسة النصر`: a building of an organisation, first and last word."""
        types, view = heads("place_types")[0], self.view
        for first, last, _ in view.ents("ORG"):
            if not 0 < first < limit or first - 1 in view.ent_in:
                continue
            before = view.norms[first - 1]
            head = types.get(before)
            building = before in words("at_building") and view.norms[first] in words("place_small")
            if head is not None and head.inside:
                yield first - 1, last
            elif building or before in words("beside") or (before == "من" and view.norm(first - 2) in words("near")):
                yield first, last

    def _owned(self, first: int) -> bool:
        """A place that is somebody's (`شرطة هرات`, `حكومة كابل`, `من أبناء قرية X`) is not where something happened."""
        k = first - 1
        while self.view.norm(k) in heads("place_types")[0]:
            k -= 1
        before = self.view.norm(k)
        return before in speech("head") or before in words("owner") or before in words("origin")

    def _of_owner(self, first: int, prep: str, told_by: frozenset[int]) -> bool:
        """`مسؤولة بمستشفى X`, `شرطة X بولاية Y`: the place tells where a speaker or somebody's owner is."""
        if prep not in ("في", "ب"):
            return False
        k = first - 1
        while k > 0 and self.view.norms[k] not in ("في", "ب"):
            k -= 1
        owner = self.view.ent_in.get(k - 1, -1)
        return k - 1 in told_by or (owner in self._skipped and self.view.norm(owner - 1) in words("owner"))

    def _dateline(self, first: int, last: int) -> bool:
        """`كابل - «…»:` at the head of a paragraph tells where it was written."""
        a = self.view.sents[self.view.sent_of[first]][0]
        return first - a <= 1 and self.view.norm(last + 1) in ("-", "–", "—", ":", "(", "/")

    def _moved(self, first: int) -> bool:
        """The wounded were taken there, the dead brought there."""
        view = self.view
        for k in range(first - 1, max(view.sents[view.sent_of[first]][0], first - _TAKEN) - 1, -1):
            if view.norms[k] in words("next_event") or view.norms[k] in (".", "؛"):
                return False
            if view.norms[k] in words("transfer"):
                return True
        return False

    def _linked(self, before: Spot, first: int, prep: str) -> bool:
        """The place goes on with the one before: what that is governed by governs both (`إلى مخيم X بريف Y`, `بين X وY`)."""
        gap = self.view.norms[before.last + 1 : first]
        if prep == "?":
            return gap == ["و"]
        return before.prep in ("من", "الي", "نحو") and len(gap) <= 4 and not any(n in ("،", ",", "و", "حيث") for n in gap)

    def _lead(self, first: int, rank: int) -> tuple[int, str]:
        """The rank that the word for the kind of place gives (`حي`, `قرية`), and the preposition before it."""
        view = self.view
        k = first - 1
        a = view.sents[view.sent_of[first]][0]
        for _ in range(5):
            if k < a:
                return rank, "?" if k == first - 1 else ""
            norm = view.norms[k]
            if norm in words("place_small"):
                rank = max(rank, 4)
            elif norm in words("place_large"):
                rank = min(rank, 2)
            elif norm in ("في", "ب", "من", "الي", "نحو", "باتجاه", "عن", "ل", "بين", "منذ", "خلال", "بعد", "قبل", "مع", "ضد"):
                if norm == "ل" and view.norm(k - 1) in words("belong_to"):
                    return rank, "?"
                near_to = norm == "من" and view.norm(k - 1) in words("near")
                return rank, "قرب" if near_to else norm
            elif k == first - 1 and norm in attack_nouns():
                return rank, ""  # `هجوم سوسة`, `مجزرة جسر الشغور`
            elif norm not in words("before_place") and norm != "(":
                return rank, "" if k < first - 1 else "?"
            k -= 1
        return rank, ""

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
                if other is not None and (spot is None or (other.rank > spot.rank and not _abroad(spot, other))):
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
        told = near(self.by_sent.get(view.sent_of[first], []), first, last, _WITHIN, key=_FIRST)
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
        item, country = self.items[sent], _country(spot)
        if sent >= _LEAD and self.items[sent - _LEAD] == item:
            return spot
        for later in range(sent + 1, min(sent + _LATER + 1, len(self.items))):
            if self.items[later] != item:
                break
            inside = [
                s for s in self.by_sent.get(later, [])[:_WITHIN] if s.rank and self._fits(s, "killed") and _country(s) in ("", country)
            ]
            if inside and self._attacked(later):
                return self._chain(inside)
        return spot

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
