"""Binding harm to people: one pass over each sentence that joins triggers, counted phrases and single persons into drafts.

The governor is the last word of harm whose victims have not been found yet. Arabic puts the head first, so victims follow
their governor, except the subject of a verb in the dual or plural, or after `أن`, which goes before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflict_nlp.attribution.lexicon import attack_nouns
from conflict_nlp.claims.lexicon import Trigger, casualty_forms, masdars, noun_readings, triggers, words
from conflict_nlp.claims.persons import antecedent, person_at, subject_before
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.text.view import View

_SICK_WINDOW = 5
# What a list of members stands for where it has no verb: single persons are read as after a masdar.
_MEMBER = Trigger("killed", "member", "", "strong")


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
    active: bool = False


@dataclass(slots=True)
class _Governor:
    pos: int
    harm: str
    trigger: Trigger
    filled: bool = False
    plain: bool = False


class Binder:
    """Binds the phrases of one document; `drafts` in order of appearance."""

    def __init__(self, view: View, phrases: list[Phrase]) -> None:
        self.view = view
        self.drafts: list[Draft] = []
        self._at = {p.first: p for p in phrases}
        self._ends = {p.last for p in phrases}
        self._gov: _Governor | None = None
        self._subset: Draft | None = None
        self._subset_pos = -1
        self._pending: list[Phrase] = []
        self._last: Draft | None = None
        self._first = 0
        self._end = 0

    def bind(self, limit: int) -> list[Draft]:
        """Read all sentences that begin before word `limit` (what follows is page furniture)."""
        table, casualties = triggers(), casualty_forms()
        for a, b in self.view.sents:
            if a >= limit:
                break
            b = min(b, limit)
            if any(n in table or n in casualties for n in self.view.norms[a:b]):
                self._sentence(a, b)
        return self.drafts

    def _sentence(self, a: int, b: int) -> None:
        view, norms, table = self.view, self.view.norms, triggers()
        self._gov = self._subset = self._last = None
        self._pending = []
        self._first, self._end = a, b
        subset_words, relatives, clauses, casualties = words("subset"), words("relative"), words("clause"), casualty_forms()
        i = a
        while i < b:
            norm = norms[i]
            phrase = self._at.get(i)
            if phrase is not None:
                i = self._phrase(phrase) + 1
                continue
            trigger = table.get(norm) or self._lost(i)
            if trigger is not None and not self._is_name(i):
                i = self._trigger(i, trigger) + 1
                continue
            if norm in ("هم", "هما") and (self._last is None or i - self._last.phrase.last > 2):
                pass
            elif (norm in subset_words and not self._tail_of_phrase(i)) or (norm == "فيهم" or (norm == "ذلك" and view.norm(i - 1) == "في" and view.norm(i - 2) == "بما")):
                self._open_subset(i)
            elif norm == "(" and self._last is not None and 0 < i - self._last.phrase.last <= 2:
                self._subset, self._subset_pos = self._last, i
            elif norm == ":" and self._last is not None and i - self._last.phrase.last <= 2 and i + 1 in self._at:
                self._subset, self._subset_pos = self._last, i
            elif norm == ")" and self._subset is not None:
                self._subset = None
            elif norm in relatives or norm in clauses:
                if self._gov is not None and (self._gov.filled or self._gov.trigger.kind == "masdar"):
                    self._gov = None
            elif norm in casualties and self._predicate(i):
                pass
            elif _own_harm(norm):
                self._tally(i)
            else:
                person = self._lone_casualty(i) or self._lone_person(i)
                if person is not None:
                    i = person.phrase.last
            i += 1

    def _lost(self, i: int) -> Trigger | None:
        """`فقد ثلاثة صيادين`: written like the particles `ف` and `قد`, a verb where people follow at once."""
        if self.view.norms[i] != "قد" or self.view.norm(i - 1) != "ف":
            return None
        p = self._at.get(i + 1)
        return triggers()["فقد"] if p is not None and p.kind in PEOPLE else None

    def _is_name(self, i: int) -> bool:
        """A word of harm inside a name (`وادي الموت`) tells nothing."""
        first = self.view.ent_in.get(i, i)
        return first != i or (i in self.view.ent_at and self.view.ent_at[i][0] > i)

    # -- phrases ---------------------------------------------------------------------------------------------------

    def _phrase(self, p: Phrase) -> int:
        """Bind one phrase; the index of the last word used."""
        view = self.view
        case = self._case(p)
        if case is not None:
            return case
        if p.kind == "casualty" and p.harm:
            self._merge_casualties(p)
        gov = self._gov
        near = gov is not None and not gov.filled and self._reaches(gov, p)
        if gov is not None and gov.harm == "none" and p.first - gov.pos <= 5 and p.harm not in ("killed", "injured", "killed_or_injured"):
            gov.filled = True
            return p.last
        if p.kind != "thing":
            at = next((k for k in range(p.last + 1, min(p.last + 6, self._end)) if view.norms[k] == "بين"), -1)
            harm, end = self._between(at)
            if harm:
                draft = self._add(p, harm, gov.pos if gov else -1, "between")
                if gov:
                    gov.filled = True
                return max(end, draft.phrase.last)
        if self._subset is not None and self._in_subset(p):
            draft = self._add(p, self._subset.harm, self._subset.trigger, "subset")
            draft.part_of = self._subset
            return p.last
        if p.kind == "casualty" and p.number == "dual" and self._pending and self._pending[-1].last == p.first - 1:
            # `سعوديان معتقلان`: the participle says what happened to the phrase before it.
            self._add(self._pending[-1], p.harm, p.first, "participle")
            return p.last
        if p.kind == "casualty":
            strong = near and gov is not None and gov.harm != p.harm and p.harm in ("detained", "displaced", "abducted", "missing")
            harm = gov.harm if strong and gov is not None and not (gov.harm == "detained" and p.harm == "abducted") else p.harm
            if harm == "injured" and self._sick(p):
                return p.last
            self._add(p, harm, gov.pos if near and gov is not None else -1, "casualty noun")
            if near and gov is not None:
                gov.filled = True
            return p.last
        if not p.human:
            if gov is not None and not gov.filled and gov.trigger.kind == "masdar" and p.first == gov.pos + 1:
                gov.filled = True
            return p.last
        if near and gov is not None:
            if gov.harm == "injured" and self._sick(p):
                return p.last
            if self._agent_before_object(gov, p):
                return p.last
            hostages = any(f.harm == "abducted" for f in noun_readings(view.norm(p.last + 1)))
            self._add(p, "abducted" if hostages else gov.harm, gov.pos, "governor")
            gov.filled = True
            return p.last
        if gov is not None and gov.plain and p.kind == "bare" and "عددهم" in view.norms[max(0, p.first - 2) : p.last]:
            # `قتل عناصر عددهم لا يتجاوز عشرة`
            self._add(p, gov.harm, gov.pos, "governor")
            gov.plain = False
            return p.last
        if self._coordinated(p) and self._last is not None:
            self._add(p, self._last.harm, self._last.trigger, "coordination").part_of = self._last.part_of
            return p.last
        if p.kind in PEOPLE or p.kind in ("nation", "other") or p.modifier == "vague":
            joined = self._pending and view.norm(p.first - 1) == "و" and p.first - self._pending[-1].last <= 7
            self._pending = [*self._pending, p] if joined else [p]
        return p.last

    def _case(self, p: Phrase) -> int | None:
        """`81 حالة اعتقال`: the noun of harm follows the counted `حالة`."""
        view = self.view
        if p.noun >= 0 and view.norms[p.noun] in ("حاله", "حالات", "حالتا", "حالتي", "حالتين", "حالتان"):
            trigger = triggers().get(view.norm(p.noun + 1))
            if trigger is not None and trigger.kind == "masdar" and trigger.harm != "none":
                p.kind, p.last = "unknown", p.noun + 1
                if not (trigger.harm == "injured" and self._sick(p)):
                    self._add(p, trigger.harm, p.noun + 1, "case")
                return p.last
        return None

    def _merge_casualties(self, p: Phrase) -> None:
        """`عشرات القتلى والجرحى`: one number for both."""
        view = self.view
        if p.harm == "killed" and view.norm(p.last + 1) == "و" and self._at.get(p.last + 2) is None:
            second = next((f for f in noun_readings(view.norm(p.last + 2)) if f.harm == "injured"), None)
            if second is not None and second.number != "du" and p.number != "dual":
                p.harm, p.last = "killed_or_injured", p.last + 2

    def _between(self, at: int) -> tuple[str, int]:
        """`بين قتيل وجريح`, `ما بين شهيد ومصاب`: the harm and the index of the last word."""
        view = self.view
        if at < 0:
            return "", at
        first = next((f.harm for f in noun_readings(view.norm(at + 1)) if f.harm), "")
        if not first or view.norm(at + 2) != "و":
            return "", at
        second = next((f.harm for f in noun_readings(view.norm(at + 3)) if f.harm), "")
        if {first, second} <= {"killed", "injured"}:
            return ("killed_or_injured" if first != second else first), at + 3
        return first, at + 1

    def _reaches(self, gov: _Governor, p: Phrase) -> bool:
        """Whether the words between governor and phrase leave the phrase as its victim."""
        view, trigger = self.view, gov.trigger
        gap = view.norms[gov.pos + 1 : p.first]
        if "؛" in gap or p.first < gov.pos:
            return False
        if trigger.kind == "tally":
            reached = not gap or gap[-1] in words("reach") or view.norms[p.first] in words("reach") or p.kind in PEOPLE
            return p.kind != "casualty" and len(gap) <= 16 and reached
        explicit = p.kind in PEOPLE or p.kind in ("casualty", "nation")
        if trigger.strength == "light":
            return False
        if gov.harm == "none":
            return len(gap) <= 4
        if trigger.strength == "weak":
            if gov.harm == "displaced" and p.kind == "combatant":
                return False
            if p.kind == "other" or (p.kind == "bare" and not gap and view.norm(gov.pos - 1) == "و" and self.drafts):
                return len(gap) <= 1
            return explicit and p.harm not in ("killed", "injured") and len(gap) <= (3 if trigger.kind == "masdar" else 4)
        if trigger.strength == "contact":
            return len(gap) <= 3 and "ب" in gap and any(n in words("cut_off") for n in view.norms[max(self._first, gov.pos - 3) : gov.pos])
        if trigger.strength == "arrest":
            return len(gap) <= 6 and "علي" in gap and (explicit or len(gap) <= 1)
        if trigger.kind == "masdar" or trigger.kind == "phrase":
            if trigger.strength != "definite" and (not gap or gap == ["ل"] or (len(gap) <= 2 and gap[0] in ("كل", "و"))):
                return True
            if trigger.strength == "definite":
                return self._object_start(gov.pos, trigger) >= 0 and len(gap) <= 5
            return explicit and len(gap) <= 8 and not self._closed(gov.pos + 1, p.first)
        if gap and any(f.kind == "thing" for f in noun_readings(gap[-1])) and not gap[-1].startswith("ال"):
            return False  # `محصول 300 مزارع`: the people are the genitive of a thing
        if not explicit:
            return len(gap) <= (2 if p.kind == "word" else 3) and not (p.kind == "word" and gap and "و" in gap)
        return len(gap) <= 18 and not self._closed(gov.pos + 1, p.first)

    def _object_start(self, i: int, t: Trigger) -> int:
        """The word before the victim of the trigger at `i`; -1 where the construction lacks what completes it:
        `القبض على …`, `تنفيذ حكم القتل قصاصا في …`."""
        view = self.view
        if t.strength == "arrest":
            return next((k for k in range(i + 1, min(i + 5, self._end)) if view.norms[k] == "علي"), -1)
        if t.kind == "masdar" and t.strength == "definite":
            if any(n in words("carry_out") for n in view.norms[max(self._first, i - 12) : i]):
                return next((k for k in range(i + 1, min(i + 5, self._end)) if view.norms[k] in ("في", "حق", "ل") or (view.norms[k] == "ب" and view.norm(k + 1) != "حق")), -1)
            return -1
        return i

    def _object_first(self, i: int) -> bool:
        """The subject of the verb at `i` stands before it or is an actor right after it: the next person is its object."""
        view = self.view
        return (i - 1) in view.ent_in or (i + 1) in view.ent_at or self._accusative(i) or any(f.kind in PEOPLE for f in noun_readings(view.norm(i - 1)))

    def _accusative(self, i: int) -> bool:
        """One person with tanween soon after the verb is its object."""
        return any(f.accusative and f.kind in PEOPLE for k in range(i + 2, min(i + 7, self._end)) for f in noun_readings(self.view.norms[k]))

    def _completed(self, i: int, t: Trigger) -> bool:
        """Light words need the word that completes them: `لقي … مصرعهم`, `سلم … أنفسهم`, `أودى … بحياة`."""
        view = self.view
        if t.kind == "phrase":
            return any(n in words("take") for n in view.norms[max(self._first, i - 12) : i])
        group = "surrender" if t.harm == "detained" else "fate"
        return any(n in words(group) for n in view.norms[i + 1 : min(i + 30, self._end)])

    def _closed(self, a: int, b: int) -> bool:
        """A new clause opens between the two words."""
        view = self.view
        closing = words("relative") | words("attack_verb")
        return any(view.norms[k] in closing for k in range(a, b))

    def _agent_before_object(self, gov: _Governor, p: Phrase) -> bool:
        """`قتل مسلحان خمسة جنود`: with two phrases side by side the first is the subject of an active verb."""
        if gov.trigger.kind != "verb" or gov.trigger.voice not in ("either", "active") or p.kind not in ("combatant", "unknown"):
            return False
        after = self._at.get(p.last + 1)
        return after is not None and after.human and after.kind not in ("bare", "other")

    def _in_subset(self, p: Phrase) -> bool:
        if self._subset is None or not p.human:
            return False
        if p.first - self._subset_pos <= 6 and self._subset_pos > self._subset.phrase.first:
            return True
        if p.kind == "bare" and self._last is not None and self._last.phrase.kind == "bare" and self._last.part_of is self._subset:
            # `16 هنا و5 هناك`
            return self.view.norm(p.first - 1) == "و" and p.first - self._last.phrase.last <= 8
        return self._coordinated(p) and self._last is not None and self._last.part_of is self._subset

    def _coordinated(self, p: Phrase) -> bool:
        """The phrase is joined by `و`, `أو` or a comma to the draft just before it."""
        view, last = self.view, self._last
        if last is None or view.norm(p.first - 1) not in ("و", "او", "،", ","):
            return False
        gap = view.norms[last.phrase.last + 1 : p.first]
        if len(gap) > 9 or p.kind == "word" or (p.kind == "bare" and len(gap) > 1):
            return False
        if p.kind in ("bare", "other") and self._gov is not None and not self._gov.filled:
            return False
        table = triggers()
        barred = words("clause") | words("relative") | words("attack_verb")
        if any(n in table or n in barred for n in gap[:-1]):
            return False
        return "(" not in gap and ":" not in gap

    def _sick(self, p: Phrase) -> bool:
        norms = self.view.norms
        window = norms[p.last + 1 : p.last + 1 + _SICK_WINDOW] + norms[max(0, p.first - 2) : p.first]
        if any(n in words("sick") for n in window):
            return True
        sentence = norms[self._first : self._end]
        return any(n in words("sick") for n in sentence) and not any(n in attack_nouns() for n in sentence)

    # -- triggers --------------------------------------------------------------------------------------------------

    def _trigger(self, i: int, t: Trigger) -> int:
        """Open a governor at word `i`; single victims and subjects before the verb are bound here."""
        view, gov = self.view, self._gov
        self._subset = None
        if t.kind == "verb" and view.norm(i - 1) in words("preposition") and view.norms[i] in masdars():
            t = masdars()[view.norms[i]]
        harm = t.harm
        if t.strength == "light" and self._completed(i, t):
            t = t._replace(strength="strong")
        if gov is not None and not gov.filled and not self._pending and view.norm(i - 1) in ("و", "او") and gov.pos == i - 2 and {gov.harm, harm} == {"killed", "injured"}:
            harm = "killed_or_injured"
        self._gov = gov = _Governor(i, harm, t)
        if harm != "none" and any(n in words("memory") for n in view.norms[max(self._first, i - 5) : i]):
            gov.filled = True
            return i
        if harm == "none" or (t.pronoun and t.kind == "masdar"):
            gov.filled = harm != "none"
            if gov.filled:
                self._pronoun(i, t, harm)
            return i
        if t.pronoun:
            self._pronoun(i, t, harm)
        if t.kind == "masdar" and harm == "displaced" and view.norm(i - 1) in ("الي", "علي") and self._pushed(i, harm):
            return i
        if t.kind == "masdar" and t.strength == "definite" and view.norm(i - 1) == "ل" and self._exposed(i, harm):
            return i
        if t.kind == "masdar" and harm == "killed" and view.norm(i - 1) in words("attempt") and self._escaped(i):
            return i
        follower = next((self._at[k] for k in range(i + 1, i + 4) if k in self._at), None)
        if follower is not None and any(n == "و" or n in triggers() for n in view.norms[i + 1 : follower.first]):
            follower = None
        if follower is not None and self._reaches(gov, follower) and (follower.human or t.voice in ("active", "either")):
            return i
        if t.kind == "verb" and t.strength != "light" and not t.pronoun and t.voice != "active" and self._subject(i, t, harm):
            return i
        if t.strength in ("light", "contact"):
            return i
        start = self._object_start(i, t)
        # In the present tense one person after an ambiguous verb is its subject (`يقتل شاب`), not its victim.
        active = t.voice == "active" or (t.imperfect and t.voice == "either")
        active = active or (t.strength == "weak" and harm == "displaced")
        if t.kind == "masdar" and any(n in words("case") for n in view.norms[max(self._first, i - 2) : i]) and (i + 1) not in view.ent_at:
            gov.filled = True
            return i
        person = person_at(view, start, t, self._end, self._at) if start >= 0 and not (active and not self._object_first(i)) else None
        if person is not None and t.strength == "weak" and t.kind == "verb" and (t.imperfect or view.norms[person.first].startswith("ال")):
            person = None
        if person is not None and view.norms[i] in words("body") and person.number != "dual" and (person.number == "name" or view.norms[person.first].startswith("ال")):
            person = None
        if person is not None:
            self._add(person, harm, i, "person")
            gov.filled = True
            return person.last
        if self._plain_noun(i + 1):
            # `خطف مسلحون مئات القرويين`: with its object to come the plain noun is the subject.
            ahead = next((self._at[k] for k in range(i + 2, min(i + 9, self._end)) if k in self._at), None)
            apart = ahead is None or any(n in ("و", "،", ",", "في") or n in triggers() for n in view.norms[i + 2 : ahead.first])
            gov.filled = t.kind != "verb" or t.voice not in ("either", "active") or apart
            gov.plain = gov.filled
        return i

    def _exposed(self, i: int, harm: str) -> bool:
        """`تعرض صحافيان للخطف`: the victims are the subject of `تعرض`."""
        verb = self._word_before(i, words("exposed"), 10)
        if verb < 0:
            return False
        p = next((q for q in self._pending if q.first > verb), None) or person_at(self.view, verb, _MEMBER, i, self._at)
        if p is None:
            return False
        self._add(p, harm, i, "exposed")
        if self._gov is not None:
            self._gov.filled = True
        return True

    def _escaped(self, i: int) -> bool:
        """`نجا النائب فلان من محاولة اغتيال`: the one who escaped is the one who was to be killed."""
        verb = self._word_before(i, words("escaped"), 14)
        if verb < 0 or (i + 1) in self.view.ent_at:
            return False
        person = person_at(self.view, verb, _MEMBER, i, self._at)
        if person is None:
            return False
        self._add(person, "killed", i, "escaped")
        if self._gov is not None:
            self._gov.filled = True
        return True

    def _word_before(self, i: int, group: frozenset[str], reach: int) -> int:
        return next((k for k in range(i - 1, max(self._first, i - reach) - 1, -1) if self.view.norms[k] in group), -1)

    def _pushed(self, i: int, harm: str) -> bool:
        """`دفع آلاف السكان إلى النزوح`: the people stand before the masdar."""
        p = self._pending[-1] if self._pending else None
        if p is None or i - p.last > 3 or p.kind == "combatant":
            return False
        self._add(p, harm, i, "pushed")
        if self._gov is not None:
            self._gov.filled = True
        return True

    def _pronoun(self, i: int, t: Trigger, harm: str) -> None:
        """`أدى إلى مقتله`, `اعتقلته الشرطة`: the claim stands on the person that the pronoun refers back to."""
        view = self.view
        if not view.norms[i].endswith(("ه", "ها")) or t.strength not in ("strong",) or (t.kind == "masdar" and view.norm(i - 1) not in ("الي", "عن")):
            return
        person = antecedent(view, i)
        if person is not None and all(d.phrase.first != person.first for d in self.drafts):
            self._add(person, harm, i, "pronoun")
            self._last = None

    def _subject(self, i: int, t: Trigger, harm: str) -> bool:
        """The subject that goes before its verb: a pending phrase, or one person after `أن`, `الذي` or at the head."""
        view = self.view
        p = self._pending[-1] if self._pending else None
        if p is not None and 0 < i - p.last <= 16 and (t.strength == "strong" or i - p.last <= 6):
            plural = (p.high is None or p.high > 2) or p.low != 1
            gap = view.norms[p.last + 1 : i]
            if (t.plural or not plural or t.voice == "passive" or len(gap) <= 1) and not any(n in words("clause") for n in gap):
                for phrase in list(self._pending):
                    self._add(phrase, harm, i, "subject")
                if self._gov is not None:
                    self._gov.filled = True
                return True
        if t.plural or t.strength == "weak" or (t.imperfect and t.voice == "either"):
            return False
        person = subject_before(view, i, self._first)
        if person is not None and not any(d.phrase.first <= person.last and person.first <= d.phrase.last for d in self.drafts[-3:]):
            self._add(person, harm, i, "subject person")
            if self._gov is not None:
                self._gov.filled = True
            return True
        return False

    def _plain_noun(self, i: int) -> bool:
        """A person noun without any quantity (`قتل مدنيون`, `أصيب آخرون`) is the victim: nothing else is counted."""
        norm = self.view.norm(i)
        return norm in words("other_plural") or any(f.kind in PEOPLE and f.number == "pl" for f in noun_readings(norm))

    def _tally(self, i: int) -> None:
        """A casualty noun without a number of its own: `عدد القتلى`, `حصيلة الجرحى`, `من بين القتلى`."""
        view = self.view
        harm = _own_harm(view.norms[i])
        if view.norm(i - 1) == "بين":
            total = next((d for d in reversed(self.drafts) if d.harm == harm), None)
            if total is not None:
                self._subset, self._subset_pos = total, i
            return
        if self._gov is not None and not self._gov.filled and self._gov.harm == "none":
            return
        ahead = next((self._at[k] for k in range(i + 1, min(i + 9, self._end)) if k in self._at), None)
        head = i == self._first and ahead is not None and ahead.kind in PEOPLE
        if head or any(n in words("tally") for n in view.norms[max(self._first, i - 3) : i]):
            if view.norm(i + 1) == "و" and {harm, _own_harm(view.norm(i + 2))} == {"killed", "injured"}:
                harm = "killed_or_injured"
            self._gov = _Governor(i, harm, Trigger(harm, "tally", "none", "strong"))
        elif self._gov is not None and self._gov.trigger.kind == "tally" and self._gov.harm == "killed_or_injured" and i - self._gov.pos == 2:
            return

    def _predicate(self, i: int) -> bool:
        """`35 مهاجرا باتوا مفقودين`, `سقط ثلاثة من المقاتلين قتلى`, `يسقط قتيلا`: a casualty noun that says what became of
        the people before it."""
        view = self.view
        form = next((f for f in noun_readings(view.norms[i]) if f.kind == "casualty" and f.harm), None)
        if form is None or view.norm(i - 1) in words("tally"):
            return False
        p = self._pending[-1] if self._pending else None
        gap = view.norms[p.last + 1 : i] if p is not None else []
        if p is not None and len(gap) <= 7 and (any(n in words("becoming") for n in gap) or (p.first > 0 and view.norm(p.first - 1) in words("becoming") and len(gap) <= 4)):
            for phrase in list(self._pending):
                self._add(phrase, form.harm, i, "predicate")
            return True
        if form.number == "sg" and form.accusative:
            verb = next((k for k in range(i - 1, max(self._first, i - 7) - 1, -1) if view.norms[k] in words("becoming")), -1)
            if verb >= 0:
                person = person_at(view, verb, _MEMBER, i, self._at) or subject_before(view, verb, self._first)
                if person is not None and person.last < i:
                    self._add(person, form.harm, i, "predicate")
                    return True
        return False

    def _tail_of_phrase(self, i: int) -> bool:
        """`15 منهم`: the pronoun belongs to the number, it opens no list."""
        return self.view.norms[i].startswith("من") and i - 1 in self._ends and i + 1 not in self._at

    def _open_subset(self, i: int) -> None:
        last = self._last or (self.drafts[-1] if self.drafts and self.view.sent_of[self.drafts[-1].phrase.first] == self.view.sent_of[i] else None)
        if last is not None and i - last.phrase.last <= 25:
            base = last.part_of if last.part_of is not None and last.rule == "subset" and self._coordinated_tail(last, i) else last
            self._subset, self._subset_pos = base, i

    def _coordinated_tail(self, last: Draft, i: int) -> bool:
        return i - last.phrase.last > 12

    def _lone_casualty(self, i: int) -> Draft | None:
        """`قتيل وجريحان في …`, `سقوط شهيد`: one casualty told by the noun alone, at the head or after a verb of outcome."""
        view = self.view
        form = next((f for f in noun_readings(view.norms[i]) if f.kind == "casualty" and f.number == "sg" and f.harm in ("killed", "injured")), None)
        if form is None or view.norms[i].startswith("ال") or form.accusative and view.norm(i - 1) not in words("outcome"):
            return None
        if i != self._first and view.norm(i - 1) not in words("outcome"):
            return None
        if view.norm(i + 1).startswith("ال") or (i + 1) in view.ent_at:
            return None
        return self._add(Phrase(i, i, 1, 1, "exact", i, i, "casualty", form.harm, "singular"), form.harm, -1, "casualty noun")

    def _lone_person(self, i: int) -> Draft | None:
        """A person without numeral who is joined to a draft (`خمسة جنود وضابط`) or told as part of one (`بينهم طفل`)."""
        view, last = self.view, self._last
        if self._subset is not None and 0 < i - self._subset_pos <= 3 and (last is None or last.phrase.first < self._subset_pos):
            person = person_at(view, i - 1, _MEMBER, self._end, self._at)
            if person is not None and person.first == i:
                draft = self._add(person, self._subset.harm, self._subset.trigger, "subset")
                draft.part_of = self._subset
                return draft
        if last is None or view.norm(i - 1) not in ("و", "او"):
            return None
        gap = view.norms[last.phrase.last + 1 : i - 1]
        if len(gap) > 6 or any(n in triggers() or n in words("clause") or n in words("relative") or n in "،,." for n in gap):
            return None
        person = person_at(view, i - 1, None, self._end, self._at)
        if person is None or person.first != i:
            return None
        if last.phrase.low > 10 and person.number == "singular" and person.first == person.last and view.norm(i - 1) == "و" and len(gap) == 0:
            # `57 امرأة وطفلا`: the number counts both nouns.
            accusative = [f for f in noun_readings(view.norms[i]) if f.accusative] or view.norms[i].endswith("ا")
            if accusative:
                last.phrase.last = last.phrase.noun_last = i
                return last
        if last.phrase.kind == "casualty" and person.kind == "casualty" and person.harm != last.harm:
            return self._add(person, person.harm, -1, "casualty noun")
        draft = self._add(person, last.harm, last.trigger, "coordination")
        draft.part_of = last.part_of
        return draft

    def _add(self, p: Phrase, harm: str, trigger: int, rule: str) -> Draft:
        draft = Draft(p, harm, trigger, rule, antecedent=self._last)
        self.drafts.append(draft)
        self._last = draft
        self._pending = []
        return draft


def _own_harm(norm: str) -> str:
    """The harm of a casualty noun in the plural (`القتلى`), the empty string for other words."""
    return next((f.harm for f in noun_readings(norm) if f.harm and f.number == "pl"), "")
