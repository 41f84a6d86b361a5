"""The places that a document names: how specific each is, what preposition governs it, and which of them are somebody's."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from conflict_nlp.attribution.lexicon import agents, attack_nouns, speech
from conflict_nlp.claims.lexicon import words
from conflict_nlp.entities.gazetteer import located
from conflict_nlp.entities.lexicon import heads
from conflict_nlp.text.view import View
from conflict_nlp.types import Place

_RANK = {"country": 0, "region": 0, "admin1": 1, "admin2": 2, "city": 3, "locality": 4}
FIRST = attrgetter("first")
_TAKEN = 9  # words between a word of transfer and where to


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


def country(spot: Spot) -> str:
    """The country code in the id of a known place, empty for others."""
    kb_id = spot.mention.kb_id or ""
    return kb_id.split(":")[2][:2] if kb_id.count(":") >= 2 else ""


def abroad(one: Spot, other: Spot) -> bool:
    """Two places that lie in different countries."""
    return "" not in (country(one), country(other)) and country(one) != country(other)


class Spots:
    """The places of one document by sentence; `taken` are the words of places that stand for actors (`قوات النظام وروسيا`), `told_by` those
    of the speakers (`بيان لمديرية أمن مدينة X`)."""

    def __init__(self, view: View, limit: int, taken: Iterable[int] = (), told_by: Iterable[int] = ()) -> None:
        self.view, self.limit = view, limit
        self.taken, self.told_by = frozenset(taken), frozenset(told_by)
        self.by_sent: dict[int, list[Spot]] = {}
        self._read_names()
        for first in self._parts_of_country():
            self._insert(first, first + 1, 0, "?")
        for first, last in self._of_organisations():
            self._insert(first, last, *self._lead(first, 4))
        for sent, spots in self.by_sent.items():
            told = located(view.norms, [(s.first, s.last, s.mention) for s in spots])
            self.by_sent[sent] = [replace(s, mention=m) for s, m in zip(spots, told, strict=True)]

    def _insert(self, first: int, last: int, rank: int, prep: str) -> None:
        """Add a place that is no entity of its own."""
        view, sent = self.view, self.view.sent_of[first]
        text = view.slice(first, last)
        mention = Place(text, view.starts[first], view.ends[last], text)
        insort(self.by_sent.setdefault(sent, []), Spot(first, last, rank, prep, sent, mention), key=FIRST)

    def _read_names(self) -> None:
        view, limit = self.view, self.limit
        owned: set[int] = set()  # places that are somebody's
        for first, last, ent in view.ents("LOC"):
            if first < limit and self._owned(first):
                owned.add(first)
            if first >= limit or first in self.taken or first in owned:
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
            if first in self.told_by or self._dateline(first, last) or self._of_owner(first, prep, owned):
                prep = "?"
            text = view.slice(first, last)
            mention = Place(text, view.starts[first], view.ends[last], text, ent.kb_id_ or None)
            spots.append(Spot(first, last, rank, prep, view.sent_of[first], mention))

    def _parts_of_country(self) -> Iterator[int]:
        """`المنطقة الوسطى`, `الساحل الغربي`: a part of the country told by a side of it, without a name."""
        view = self.view
        for k in range(min(self.limit, len(view)) - 1):
            if view.norms[k] in words("part") and view.norms[k + 1] in words("side") and k not in view.ent_in:
                yield k

    def _of_organisations(self) -> Iterator[tuple[int, int]]:
        """`معسكر الحرس الوطني`, `قرب شركة النفط`, `أمام جامعة الموصل`: a building of an organisation, first and last word."""
        types, view = heads("place_types")[0], self.view
        for first, last, ent in view.ents("ORG"):
            if not 0 < first < self.limit or first - 1 in view.ent_in:
                continue
            before = view.norms[first - 1]
            head = types.get(before)
            building = before in words("at_building") and view.norms[first] in words("place_small")
            if head is not None and head.inside:
                yield first - 1, last
            elif ent.id_ == "armed" or view.norms[first] in agents():
                continue
            elif building or before in words("beside") or (before == "من" and view.norm(first - 2) in words("near")):
                yield first, last

    def _owned(self, first: int) -> bool:
        """A place that is somebody's (`شرطة هرات`, `حكومة كابل`, `من أبناء قرية X`) is not where something happened."""
        k = first - 1
        while self.view.norm(k) in heads("place_types")[0]:
            k -= 1
        before = self.view.norm(k)
        return before in speech("head") or before in words("owner") or before in words("origin")

    def _of_owner(self, first: int, prep: str, owned: set[int]) -> bool:
        """`مسؤولة بمستشفى X`, `شرطة X بولاية Y`: the place tells where a speaker or somebody's owner is."""
        if prep not in ("في", "ب"):
            return False
        k = first - 1
        while k > 0 and self.view.norms[k] not in ("في", "ب"):
            k -= 1
        owner = self.view.ent_in.get(k - 1, -1)
        return k - 1 in self.told_by or (owner in owned and self.view.norm(owner - 1) in words("owner"))

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
