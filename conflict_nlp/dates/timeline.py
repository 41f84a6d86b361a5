"""The days on which the events of a document happened, and the date of each claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.segments import segments
from conflict_nlp.claims.lexicon import triggers, words
from conflict_nlp.dates.hosts import Host, host_of
from conflict_nlp.dates.lexicon import dateless, relative_words
from conflict_nlp.dates.records import DateMention
from conflict_nlp.text.view import View, near
from conflict_nlp.types import CasualtyClaim, Evidence

_FIRST = attrgetter("first")
_MEANWHILE = frozenset({"كما", "فيما", "بينما", "حين"})
_WITHIN = 80  # words between harm and a date of its sentence
_RECENT = timedelta(10)  # what is older than this is told as background
_WEEK = 3  # the coarsest precision that is handed on
_CHARGED = 7  # words between a charge and the harm that it is about
_NEXT = 12  # words that another event between a harm and a date counts for
_COARSE = 20  # words that a month or year counts for beside a day
_OWN, _EVENT, _OTHERS, _REPORT, _ACT = range(5)
_LEAD = 2  # sentences in which a date stands for the news even if nothing tells to what it belongs
_AHEAD = 3  # sentences in which a title finds its date


class Timeline:
    """Which date belongs to a word of the document. Dates that bound (`حتى`, `قبل`), announce, or date the document are no event's."""

    def __init__(self, view: View, mentions: list[DateMention], document_date: date | None = None) -> None:
        self.view = view
        self.by_sent: dict[int, list[DateMention]] = {}
        self._hosts: dict[int, Host] = {}
        for mention in mentions:
            if mention.kind in ("point", "period"):
                self.by_sent.setdefault(view.sent_of[mention.first], []).append(mention)
        told = [m.end_date for found in self.by_sent.values() for m in found]
        self._now = document_date or max(told, default=date.max)
        self.items = segments(view)
        self._starts: dict[int, int] = {}
        for sent, item in enumerate(self.items):
            self._starts.setdefault(item, sent)
        self._handed: list[DateMention | None] = []
        self._untold = frozenset() if document_date is not None else self._relative_dates()

    def _relative_dates(self) -> frozenset[int]:
        """Without the document's date: the sentences that tell a date which counts from it. They take none from elsewhere."""
        view = self.view
        return frozenset(view.sent_of[i] for i, norm in enumerate(view.norms) if norm in relative_words())

    def host(self, mention: DateMention) -> Host:
        """What the date belongs to."""
        found = self._hosts.get(mention.first)
        if found is None:
            found = self._hosts[mention.first] = host_of(self.view, mention)
        return found

    def background(self, mention: DateMention) -> bool:
        """Whether the date is older than the news: it belongs to its own sentence only."""
        return mention.end_date < self._now - _RECENT

    def in_sentence(self, first: int, last: int, taken: frozenset[int] = frozenset()) -> tuple[int, DateMention] | None:
        """The date of the sentence that fits the event of the words `first`..`last` best, and how well: 0 is its own, 1 that of an event
        beside it, 2 that of the words `taken` (other claims' harm), 3 that of a statement, 4 of some other act."""
        best: tuple[int, int, int] | None = None
        chosen: DateMention | None = None
        for mention in near(self.by_sent.get(self.view.sent_of[first], []), first, last, _WITHIN, key=_FIRST):
            rank = self._rank(mention, first, last, taken)
            if rank is None or (best is not None and rank > best[0]):
                continue
            after = mention.first > last
            away = max(0, mention.first - last, first - mention.last) + _COARSE * (mention.precision > _WEEK)
            if best is not None and (rank, away, not after) >= best:
                continue
            other = self._other_event(mention, first, last)
            if other and rank == _OTHERS and after:
                continue
            if best is None or (rank, away + _NEXT * other, not after) < best:
                best, chosen = (rank, away + _NEXT * other, not after), mention
        return (best[0], chosen) if best is not None and chosen is not None else None

    def _rank(self, mention: DateMention, first: int, last: int, taken: frozenset[int]) -> int | None:
        host = self.host(mention)
        own = first <= host.word <= last or first <= mention.first <= last
        announced = host.word > mention.last and last < mention.first  # `… وأمس أصيب خمسة` tells nothing of what went before
        if mention.kind == "period":
            if not (own or host.kind == "event") or announced or self._verb_between(host.word, mention.first):
                return None
            if not own and any(k in taken for k in range(last + 1, mention.first)):
                return None
        if own:
            return _OWN
        if host.kind in ("event", "none"):
            others = host.word in taken or (host.word >= 0 and self.view.norms[host.word] in triggers())
            return _OTHERS if announced or others else _EVENT
        return _REPORT if host.kind == "report" else _ACT

    def _other_event(self, mention: DateMention, first: int, last: int) -> bool:
        a, b = (last + 1, mention.first) if mention.first > last else (mention.last + 1, first)
        return any(n in words("next_event") or n in _MEANWHILE for n in self.view.norms[a:b])

    def _verb_between(self, host: int, first: int) -> bool:
        """`… التي تسيطر عليها المعارضة منذ مايو`: the period is that of another verb."""
        return host < first and any(n in words("relative") for n in self.view.norms[host + 1 : first])

    def of_sentence(self, sent: int) -> DateMention | None:
        """The date that a sentence hands on: the day or week of the first event in it that is no background."""
        kinds = ("event", "none") if sent - self._starts[self.items[sent]] <= _LEAD else ("event",)
        for mention in self.by_sent.get(sent, ())[:_WITHIN]:
            fits = mention.kind == "point" and mention.precision <= _WEEK and not self.background(mention)
            if fits and self.host(mention).kind in kinds:
                return mention
        return None

    def recalls(self, sent: int) -> bool:
        """Whether a sentence begins by recalling what was before the news (`وكان … قد`)."""
        a, b = self.view.sents[sent]
        head = self.view.norms[a : min(b, a + 2)]
        return any(n in dateless("back") for n in head)

    def before(self, sent: int) -> DateMention | None:
        """The date told last before a sentence, in its item."""
        for other in range(len(self._handed), sent):
            begins = self._starts[self.items[other]] == other or other in self._untold
            self._handed.append(self.of_sentence(other) or (None if begins else self._handed[other - 1]))
        return None if self._starts[self.items[sent]] == sent or sent in self._untold else self._handed[sent - 1]

    def after(self, sent: int) -> DateMention | None:
        """The date that the text under a title gives."""
        for other in range(sent + 1, min(sent + 1 + _AHEAD, len(self.items))):
            found = self.of_sentence(other) if self.items[other] == self.items[sent] else None
            if found is not None:
                return found
        return None

    def at(self, word: int) -> DateMention | None:
        """The date of the event that a word names: its sentence's, else that told before it in the item, else that of a title's text."""
        found = self.in_sentence(word, word)
        if found is not None and found[0] < _REPORT:
            return found[1]
        sent = self.view.sent_of[word]
        if not self.recalls(sent) and (earlier := self.before(sent)) is not None:
            return earlier
        if found is not None and found[0] == _REPORT:
            return found[1]
        return self.around(sent)

    def around(self, sent: int) -> DateMention | None:
        """What is left where neither a sentence nor those before it tell a date."""
        if self.recalls(sent) or sent in self._untold:
            return None
        title = sent == self._starts[self.items[sent]]
        return self.after(sent) if title else None


def date_at(view: View, word_index: int, mentions: list[DateMention], document_date: date | None = None) -> DateMention | None:
    """The date of the event that the word at `word_index` names. For many words make one `Timeline` and ask it (`at`)."""
    return Timeline(view, mentions, document_date).at(word_index)


def assign_dates(
    view: View, claims: list[CasualtyClaim], mentions: list[DateMention], document_date: date | None = None
) -> list[CasualtyClaim]:
    """The claims with the date of their harm, its precision, and the words that tell it; unchanged where the text tells none."""
    return dated(Timeline(view, mentions, document_date), claims)


def dated(line: Timeline, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """`assign_dates` with a timeline that is there already."""
    if not claims or not line.by_sent:
        return claims
    table = ClaimSet(line.view, claims)
    chosen = _chosen(line, table)
    return [_with_date(claim, mention) for claim, mention in zip(claims, chosen, strict=True)]


def _chosen(line: Timeline, table: ClaimSet) -> list[DateMention | None]:
    """The date of each claim: that of its own event in its sentence, of another statement of the same people, of the sentences before
    it, that of the statement which announces it, for a title that of its text, and in the end that of the lead's announcement."""
    claims = table.claims
    ranges = [_range(line.view, claim) for claim in claims]
    harm = frozenset(k for first, last, word in ranges for k in ({first, last} if word < 0 else {word}))
    told = [line.in_sentence(a, b, harm) for a, b, _ in ranges]
    own = [found[1] if found is not None and found[0] < _REPORT else None for found in told]
    charged = [_charged(line.view, first) for first, _, _ in ranges]
    out = list(own)
    announced: dict[tuple[int, bool], DateMention] = {}
    for n, found in enumerate(told):
        if out[n] is None:
            out[n] = next((own[k] for k in table.related(n) if own[k] is not None), None)
        before = charged[n] or any(charged[k] for k in table.repeats(n))
        if out[n] is None and claims[n].status != "hypothetical" and not before:
            sent = table.sents[n]
            earlier = line.before(sent) if not line.recalls(sent) else None
            said = found[1] if found is not None and found[0] == _REPORT else None
            if said is not None and line.background(said):
                earlier = None  # `وفي 19 يوليو قالت الوزارة إن …`: a statement of that time
            elif earlier is None and said is not None:
                announced.setdefault((line.items[sent], _bodily(claims[n])), said)
            out[n] = earlier or said or line.around(sent) or announced.get((line.items[sent], _bodily(claims[n])))
    for n, claim in enumerate(claims):
        if out[n] is None and not charged[n]:
            out[n] = next((out[k] for k in table.related(n) if out[k] is not None and not charged[k]), None)
        if out[n] is None and not charged[n]:
            out[n] = next((out[k] for k in table.near_in_sentence(n) if table.alike(n, k) and out[k] is not None), None)
        if out[n] is None and not charged[n] and table.sents[n] == 0 and claim.status != "hypothetical":
            out[n] = announced.get((line.items[0], _bodily(claim)))
    return out


def _bodily(claim: CasualtyClaim) -> bool:
    """Whether the harm is death or injury: an arrest is not announced with it."""
    return claim.harm in ("killed", "injured", "killed_or_injured")


def _charged(view: View, first: int) -> bool:
    """Whether the harm is what somebody is charged with or was sentenced for, which lies before the news."""
    a = view.sents[view.sent_of[first]][0]
    return any(n in dateless("charge") for n in view.norms[max(a, first - _CHARGED) : first])


def _range(view: View, claim: CasualtyClaim) -> tuple[int, int, int]:
    """The words of a claim from its harm to its figure, and the word of the harm (-1 where it is the figure itself)."""
    first, last = view.words_in(claim.start, claim.end)
    word = -1
    for evidence in claim.evidence:
        if evidence.role == "harm":
            word = view.words_in(evidence.start, evidence.end)[0]
            if view.sent_of[word] == view.sent_of[first]:
                first, last = min(first, word), max(last, word)
    return first, last, word


def _with_date(claim: CasualtyClaim, mention: DateMention | None) -> CasualtyClaim:
    if mention is None:
        return claim
    evidence = [*claim.evidence, Evidence("date", mention.text, mention.start, mention.end, mention.rule)]
    return replace(claim, date=mention.iso, date_precision=mention.precision, evidence=evidence)
