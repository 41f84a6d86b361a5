"""According to whom: the speakers of a text and what each of their statements covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from conflict_nlp.attribution.actors import Names
from conflict_nlp.attribution.lexicon import speech
from conflict_nlp.claims.lexicon import masdars, words
from conflict_nlp.entities.lexicon import bare, nationality
from conflict_nlp.text.view import View, near
from conflict_nlp.types import CasualtyClaim, Evidence, Mention

_LONGEST = 9
_WITHIN = 150  # words between a figure and who says it
# What the subject of a verb of speech may stand after when it goes before its verb.
_OPENERS = frozenset({"،", ",", ":", "و", "ف", "-", "ان", "بينما", "فيما", "لكن", "اما", "الا", "كان", "كانت", "وكانت", "وكان"})
_THAT = frozenset({"ان", "بان", "انه", "انها", "انهم", "الي", "علي", "ب", "عن", "ل", "في"})
_TITLE = 9
_BLAME = 14  # words between a verb of blaming and what it puts on somebody


@dataclass(slots=True)
class Statement:
    """Words `first`..`last` (both included) are said by `speakers`; `trigger` is the word that says so."""

    first: int
    last: int
    trigger: int
    speakers: list[Mention]


class Speakers:
    """Finds the statements of a document; a verb without a subject of its own goes on with the speaker before."""

    def __init__(self, view: View, names: Names) -> None:
        self.view, self.names = view, names
        self._heads: dict[str, Mention] = {}
        self._verbs, self._participles = speech("verb"), speech("participle")
        self._prepositions, self._relays, self._head_words = speech("preposition"), speech("relay"), speech("head")

    def statements(self, limit: int) -> list[Statement]:
        """The statements in order of their triggers."""
        view = self.view
        out: list[Statement] = []
        last: list[Mention] = []
        for n, (a, b) in enumerate(view.sents):
            if a >= limit:
                break
            if n == 0:
                out += self._title(a, b)
            for i in range(a, min(b, limit)):
                norm = view.norms[i]
                if norm in self._prepositions:
                    k = i + 1
                    while view.norm(k) in ("ل", "عن", "ما", "الي") or view.norm(k) in self._verbs or view.norm(k) in words("tally"):
                        k += 1
                    found = self._speakers(k, b)
                    if found:
                        head = i - a <= 2
                        out.append(Statement(a, b - 1, i, found) if not head else Statement(i, b - 1, i, found))
                        last = found
                elif norm in self._relays:
                    found = self._relayed(i, b)
                    if found:
                        out.append(Statement(i, b - 1, i, found))
                        last = found
                elif (norm in self._verbs or self._blames(i, b)) and i not in view.ent_in:
                    if view.norm(i - 1) in ("ما", "حسبما", "بحسبما") or (view.norm(i - 1) == "كما" and i - a > 4):
                        found = self._speakers(i + 1, b)
                        if found:
                            out.append(Statement(a, b - 1, i, found))
                        continue
                    subject = self._subject(i, a, b)
                    if subject is None:
                        continue
                    last = subject or last
                    if last:
                        out.append(Statement(i if subject or i - a > 3 else a, b - 1, i, last))
                elif norm in self._participles and last and self._begins(i):
                    out.append(Statement(i, b - 1, i, last))
        return out

    def _begins(self, i: int) -> bool:
        """The participle at `i` begins a clause of speech (`، مشيرا إلى`) and describes no noun (`جريمة مؤكدة`)."""
        return not self.view.norm(i - 1).isalpha() or self.view.norm(i - 1) == "و" or self.view.norm(i + 1) in _THAT

    def _blames(self, i: int, b: int) -> bool:
        """`حمّلت … المسؤولية`, `وجهت … أصابع الاتهام`: verbs that are speech only with what they put on somebody."""
        for verb, thing in (("hold_responsible", "responsibility"), ("point_verb", "point_at")):
            if self.view.norms[i] in words(verb):
                return any(n in words(thing) for n in self.view.norms[i + 1 : min(i + _BLAME, b)])
        return False

    def _title(self, a: int, b: int) -> list[Statement]:
        """`المرصد: مقتل …`: a title names its speaker before a colon."""
        colon = next((k for k in range(a + 1, min(a + _TITLE, b)) if self.view.norms[k] == ":"), -1)
        if colon < 0 or (a in self.view.ent_at and self.view.ent_at[a][1].label_ == "LOC"):
            return []
        found = self._speakers(a, colon)
        if not found or self.view.words_in(found[-1].start, found[-1].end)[1] < colon - 1:
            return []
        return [Statement(colon, b - 1, colon, found)]

    def _subject(self, i: int, a: int, b: int) -> list[Mention] | None:
        """The subject of the verb of speech at `i`; [] where it has none of its own, None where it is no speech here."""
        view = self.view
        nxt = view.norm(i + 1)
        if (view.norms[i] == "بين" and not (i == a or view.norm(i - 1) == "و")) or view.norm(i - 1) == "من":
            return None  # the preposition
        if nxt in ("ان", "ب", "الي", "علي", "عن", "ل", ":", "في", "بان", "قايلا", "انه", "انها") or nxt in ("", "،"):
            before = self._before(i, a)
            if before:
                return before
            if nxt in ("في", "عن", "ل") and i - a > 2:
                return None
            return []
        found = self._speakers(i + 1, b)
        if found:
            return found
        if nxt in ("ايضا", "كذلك"):
            return []
        before = self._before(i, a)
        return before or None

    def _before(self, i: int, a: int) -> list[Mention]:
        """`الدفاع المدني قال إن`: the subject at the head of the clause."""
        view = self.view
        for k in range(max(a, i - 12), i):
            if k > a and view.norms[k - 1] not in _OPENERS:
                continue
            found = self._speakers(k, i)
            if found and view.words_in(found[-1].start, found[-1].end)[1] >= i - 4:
                return found
        return []

    def _relayed(self, i: int, b: int) -> list[Mention]:
        """`نقلت وكالة X عن Y`: the originator is Y."""
        view = self.view
        relay = self._speakers(i + 1, b)
        for k in range(i + 1, min(i + 14, b)):
            if view.norms[k] in ("عن", "الي", "ل", "فيه", "فيها") and (k > i + 1 or view.norms[k] == "عن"):
                at = k + 1
                if view.norms[k] in ("فيه", "فيها"):
                    at = k + 2 if view.norm(k + 1) in self._verbs else k + 1
                origin = self._speakers(at, b)
                if origin and (view.norms[k] not in ("ل", "الي") or self._tells(origin[-1], b)):
                    return origin
        return relay

    def _tells(self, speaker: Mention, b: int) -> bool:
        """`نسبت وكالة … إلى مسؤول قوله`, `تصريحا لوزير قال فيه`: the words after a speaker say that it speaks."""
        _, last = self.view.words_in(speaker.start, speaker.end)
        return any(n in words("his_words") or n in self._verbs for n in self.view.norms[last + 1 : min(last + 4, b)])

    def _speakers(self, k: int, b: int) -> list[Mention]:
        """The speakers named from word `k` on, with those joined by `و`."""
        view, out = self.view, []
        while k < b:
            span = self._np(k, b)
            if span is None:
                break
            out.append(self._mention(*span))
            k = span[1] + 1
            if view.norm(k) == "و" and (k + 1 in view.ent_at or view.norm(k + 1) in self._head_words):
                k += 1
                continue
            break
        return out

    def _np(self, k: int, b: int) -> tuple[int, int] | None:
        """First and last word of the speaker phrase at `k`."""
        view = self.view
        norm = view.norm(k)
        if k in view.ent_at and view.ent_at[k][1].label_ in ("ORG", "PER"):
            return k, view.ent_at[k][0]
        if k in view.ent_at:
            state = view.ent_at[k][1].kb_id_.startswith("place:country") or norm in words("capital")
            return (k, view.ent_at[k][0]) if state else None
        if k in view.nominal:
            return k, k
        if norm not in self._head_words and not self._titled(k, b):
            return None
        last = k
        for j in range(k + 1, min(k + _LONGEST, b)):
            if j <= last:
                continue
            n = view.norms[j]
            if n == "ب" and view.norm(j + 1) == "اسم":
                continue  # `متحدث باسم …`
            if n in (
                ".",
                "؛",
                "،",
                ",",
                ":",
                "-",
                "(",
                "ان",
                "بان",
                "انه",
                "انها",
                "قوله",
                "قولها",
                "ب",
                "امس",
                "اليوم",
                "الي",
                "علي",
                "عن",
                "حيث",
                "مشيرا",
                "تاكيده",
                "مقتل",
            ):
                break
            if (
                n in ("ف", "قد", "فقد")
                or n in masdars()
                or n.isdigit()
                or n in words("relative")
                or n in words("time")
                or (n in self._verbs and j > k + 1)
            ):
                break
            if n == "ل" and view.norm(j + 1) in ("وكاله", "قناه", "موقع", "صحيفه", "نا"):
                break
            if n == "في" and view.norm(j + 1) in (
                "تصريح",
                "تصريحات",
                "بيان",
                "حديث",
                "اتصال",
                "موتمر",
                "تقرير",
                "وقت",
                "مقابله",
                "تغريده",
                "منشور",
            ):
                break
            if j in view.ent_at:
                if j - 1 in view.ent_in and view.ent_at[j][1].label_ != "PER":
                    break  # two names side by side are two phrases
                last = view.ent_at[j][0]
                if view.ent_at[j][1].label_ == "PER":
                    break
                continue
            if (
                n == "و"
                and nationality(view.norm(j + 1)) is None
                and not (view.norm(j + 1).endswith("ه") and view.norms[j - 1].endswith("ه"))
            ):
                break
            if n not in ("في", "من", "ل", "و"):
                last = j
        return k, last

    def _titled(self, k: int, b: int) -> bool:
        """A title right before a name (`القيادي فلان`)."""
        view = self.view
        return (
            view.norm(k).startswith("ال")
            and view.norm(k).isalpha()
            and any(j in view.ent_at and view.ent_at[j][1].label_ == "PER" for j in range(k + 1, min(k + 4, b)))
            and not any(view.norms[j] in words("preposition") or not view.norms[j].isalpha() for j in range(k, min(k + 2, b)))
        )

    def _mention(self, first: int, last: int) -> Mention:
        """The record; a short definite form (`المصدر`, `الوكالة`) takes the name of the last speaker with that head."""
        view = self.view
        text, head = view.slice(first, last), bare(view.norms[first])
        if first == last and view.norms[first].startswith("ال") and first not in view.ent_at:
            name = self._heads[head].name if head in self._heads else self.names.before(head, first) or text
        else:
            kb = view.ent_at[first][1].kb_id_ if first in view.ent_at else ""
            name = view.name(first, last)
            name = self.names.full(view.norms[first : last + 1], name, kb) if first in view.ent_at else name
        found = Mention(text, view.starts[first], view.ends[last], name)
        if last > first:
            self._heads[head] = found
        return found


def sources_of(view: View, by_sent: dict[int, list[Statement]], start: int, end: int) -> tuple[list[Mention], int]:
    """The speakers of the words start..end (characters) and the word that says so; ([], -1) where the outlet tells it."""
    first, _ = view.words_in(start, end)
    best: Statement | None = None
    for s in near(by_sent.get(view.sent_of[first], []), first, first, _WITHIN, key=attrgetter("trigger")):
        if not s.first <= first <= s.last:
            continue
        if best is None or abs(s.trigger - first) <= abs(best.trigger - first):
            best = s
    return (best.speakers, best.trigger) if best is not None else ([], -1)


def with_sources(view: View, statements: list[Statement], claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """The claims with the speakers of the statements that carry them."""
    by_sent: dict[int, list[Statement]] = {}
    for statement in statements:
        by_sent.setdefault(view.sent_of[statement.trigger], []).append(statement)
    out = []
    for claim in claims:
        speakers, at = sources_of(view, by_sent, claim.start, claim.end)
        evidence = list(claim.evidence)
        if at >= 0:
            evidence.append(Evidence("source", view.slice(at, at), view.starts[at], view.ends[at], "statement"))
        out.append(replace(claim, sources=list(speakers), evidence=evidence))
    return out


def words_of_speakers(view: View, statements: list[Statement]) -> Iterator[int]:
    """The words that name who speaks."""
    for statement in statements:
        for speaker in statement.speakers:
            first, last = view.words_in(speaker.start, speaker.end)
            yield from range(first, last + 1)
