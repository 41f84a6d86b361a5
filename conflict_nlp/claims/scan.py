"""The state of one pass over a document: what is governed, what waits for its verb, what has been claimed."""

from __future__ import annotations

from dataclasses import dataclass

from conflict_nlp.claims.lexicon import Trigger
from conflict_nlp.claims.phrases import Phrase
from conflict_nlp.text.view import View

# What a list of members stands for where it has no verb: single persons are read as after a masdar.
MEMBER = Trigger("killed", "member", "", "strong")


@dataclass(slots=True)
class Draft:
    """A claim in the making: the phrase, the harm and the word that tells it (`trigger`, -1 where the noun itself does)."""

    phrase: Phrase
    harm: str
    trigger: int
    rule: str
    status: str = "asserted"
    part_of: Draft | None = None
    same_as: Draft | None = None
    antecedent: Draft | None = None


@dataclass(slots=True)
class Governor:
    """A word of harm at `pos`; `filled` once its victims are found, `plain` where they were told without a number."""

    pos: int
    harm: str
    trigger: Trigger
    filled: bool = False
    plain: bool = False


class Scan:
    """One pass over a document, sentence by sentence (words `first` to before `end`).

    `gov` is the last word of harm, `subset` the draft whose members are listed since word `subset_pos`, `pending` the phrases
    that no word of harm has taken yet (they may be the subject of a verb to come), `last` the last draft of the sentence.
    """

    def __init__(self, view: View, phrases: list[Phrase]) -> None:
        self.view = view
        self.drafts: list[Draft] = []
        self.at = {p.first: p for p in phrases}
        self.ends = {p.last for p in phrases}
        self.gov: Governor | None = None
        self.subset: Draft | None = None
        self.subset_pos = -1
        self.pending: list[Phrase] = []
        self.last: Draft | None = None
        self.first = 0
        self.end = 0

    def enter(self, first: int, end: int) -> None:
        """Begin a sentence."""
        self.gov = self.subset = self.last = None
        self.pending = []
        self.first, self.end = first, end

    def add(self, p: Phrase, harm: str, trigger: int, rule: str) -> Draft:
        """Claim a phrase."""
        draft = Draft(p, harm, trigger, rule, antecedent=self.last)
        self.drafts.append(draft)
        self.last = draft
        self.pending = []
        return draft

    def fill(self) -> None:
        """The governor has its victims."""
        if self.gov is not None:
            self.gov.filled = True

    def word_before(self, i: int, group: frozenset[str], reach: int) -> int:
        """The index of the nearest word of a group within `reach` words before `i` in the sentence; -1 for none."""
        return next((k for k in range(i - 1, max(self.first, i - reach) - 1, -1) if self.view.norms[k] in group), -1)

    def norms_before(self, i: int, reach: int) -> list[str]:
        """The norms of up to `reach` words before `i` in the sentence."""
        return self.view.norms[max(self.first, i - reach) : i]
