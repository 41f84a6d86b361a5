"""Single persons without a numeral: `مقتل جندي`, `أن امرأة قتلت`, `الطفل فلان`, a named person."""

from __future__ import annotations

from collections.abc import Mapping

from conflict_nlp.attribution.lexicon import agents, speech
from conflict_nlp.claims.lexicon import Trigger, noun_readings, words
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.nouns import NounForm
from conflict_nlp.text.view import View

_REACH = 12
_BEFORE_SUBJECT = frozenset({"ان", "بان", "ف", ":", "لكن", "كان", "كانت"})


def singular(norm: str) -> NounForm | None:
    """The reading of a word as one person, or None."""
    found = None
    for form in noun_readings(norm):
        if form.number != "sg":
            if form.number == "pl" and not form.construct and form.kind in PEOPLE:
                return None
            continue
        if (form.kind in PEOPLE and form.kind != "family") or (form.kind == "casualty" and found is None):
            found = form
    return found


def person_at(view: View, i: int, trigger: Trigger | None, end: int, phrases: Mapping[int, Phrase]) -> Phrase | None:
    """The one person told right after word `i` (the trigger or a conjunction), an agent and adverbs of time skipped."""
    j = i + 1
    if view.norm(j) == "كل" and view.norm(j + 1) == "من":
        j += 2
    person = _person(view, j, end, trigger)
    if person is not None or trigger is None or trigger.kind != "verb":
        return person
    for k in range(j, min(j + _REACH, end)):
        if k in phrases or view.norms[k] in words("relative") or view.norms[k] in words("clause"):
            return None
        if k in view.ent_at and view.ent_at[k][1].label_ == "PER":
            return None
        form = singular(view.norms[k])
        if form is None or view.norms[k].startswith("ال"):
            continue
        before = view.norms[k - 1]
        if any(f.accusative for f in noun_readings(view.norms[k])) and before not in words("preposition"):
            return _person(view, k, end, trigger)
        if before.startswith("ال") and trigger.voice in ("passive", "middle"):
            return _person(view, k, end, trigger)  # `أصيب في القصف رجل`
        if before in agents() or before in words("time") or before in (")", "،", ",") or (k - 1) in view.ent_in:
            return _person(view, k, end, trigger)
    return None


def _person(view: View, j: int, end: int, trigger: Trigger | None) -> Phrase | None:
    if j >= end:
        return None
    norm = view.norms[j]
    if norm in words("other_one"):
        after = view.norm(j + 1)
        if (
            after.isalpha()
            and j + 1 < end
            and not (after in words("preposition") or after in words("clause") or after in words("time") or after in ("و", "او"))
        ):
            return None
        return Phrase(j, j, 1, 1, "exact", j, j, "other", "", "singular")
    if j in view.ent_at:
        last, ent = view.ent_at[j]
        return Phrase(j, last, 1, 1, "exact", j, last, "name", "", "name") if ent.label_ == "PER" else None
    if (
        trigger is not None
        and any(f.number == "du" and f.construct and f.kind in PEOPLE for f in noun_readings(norm))
        and view.norm(j + 1).isalpha()
    ):
        # `مقتل رجلي أمن`: a dual in construct has lost its final nun.
        kind = next(f.kind for f in noun_readings(norm) if f.number == "du" and f.kind in PEOPLE)
        if singular(norm) is None:
            return Phrase(j, j + 1, 2, 2, "exact", j, j + 1, kind, "", "dual")
    form = singular(norm)
    nation = nationality(norm) if form is None else None
    if form is None and (nation is None or nation.number != "sg" or norm.startswith("ال")):
        return _titled(view, j, end)
    definite = norm.startswith("ال") and not (form is not None and form.lemma.startswith("ال"))
    last, named = _rest(view, j, end)
    if definite and not named and trigger is None:
        return None
    if form is None:
        # `إصابة فلسطيني`: a nationality alone is a person only where harm stands right before it.
        if trigger is None or trigger.harm == "none":
            return None
        return Phrase(j, last, 1, 1, "exact", j, last, "nation", "", "singular")
    return Phrase(j, last, 1, 1, "exact", j, last, form.kind, form.harm, "name" if named else "singular")


def _rest(view: View, j: int, end: int) -> tuple[int, bool]:
    """The end of a person phrase that begins at `j`: adjectives of nationality, then the name if one follows."""
    last = j
    for k in range(j + 1, min(j + 7, end)):
        if k in view.ent_at and view.ent_at[k][1].label_ == "PER":
            return view.ent_at[k][0], True
        norm = view.norms[k]
        if norm in "،,.؛()و" or norm in words("preposition") or norm in words("relative"):
            break
        if k == last + 1 and nationality(norm) is not None:
            last = k
    return last, False


def _titled(view: View, j: int, end: int) -> Phrase | None:
    """A title that no lexicon knows before a name: `رئيس البلدية فلان`."""
    if view.norm(j) in words("preposition") or view.norm(j) in words("called") or not view.norm(j).isalpha():
        return None
    for k in range(j + 1, min(j + 5, end)):
        if k in view.ent_at and view.ent_at[k][1].label_ == "PER":
            return Phrase(j, view.ent_at[k][0], 1, 1, "exact", j, view.ent_at[k][0], "name", "", "name")
        norm = view.norms[k]
        if not norm.isalpha() or norm in words("preposition") or norm in words("relative") or len(norm) < 3:
            return None
    return None


def subject_before(view: View, i: int, first: int) -> Phrase | None:
    """The one person who is the subject of the verb at `i`: after `أن`, at the head of the sentence, or before `الذي`."""
    k = i - 1
    if view.norm(k) == "قد":
        k -= 1
    if view.norm(k) in words("relative"):
        return _ends_at(view, k - 1, first)
    for k in range(i - 1, max(first, i - 10) - 1, -1):
        if view.norms[k] in words("relative") or view.norms[k] in ".؛":
            return None
        head = k == first or view.norms[k - 1] in _BEFORE_SUBJECT or (view.norms[k - 1] == "و" and k - 1 == first)
        if not head:
            continue
        form = singular(view.norms[k])
        if form is not None and form.kind != "casualty":
            last, named = _rest(view, k, i)
            if view.norms[k].startswith("ال") and i - k > 4 and not named:
                return None
            return Phrase(k, last, 1, 1, "exact", k, last, form.kind, "", "name" if named else "singular")
        if k in view.ent_at and view.ent_at[k][1].label_ == "PER" and view.ent_at[k][0] == i - 1:
            return Phrase(k, i - 1, 1, 1, "exact", k, i - 1, "name", "", "name")
        return None
    return None


def _ends_at(view: View, k: int, first: int) -> Phrase | None:
    """The named or definite person whose phrase ends at word `k`."""
    start = view.ent_in.get(k)
    if start is not None and view.ent_at[start][1].label_ == "PER":
        head = start
        for j in range(start - 1, max(first, start - 4) - 1, -1):
            if singular(view.norms[j]) is not None:
                head = j
            elif nationality(view.norms[j]) is None:
                break
        return Phrase(head, k, 1, 1, "exact", head, k, "name", "", "name")
    for j in range(k, max(first, k - 2) - 1, -1):
        form = singular(view.norms[j])
        if form is not None and form.kind in PEOPLE and view.norms[j].startswith("ال"):
            return Phrase(j, k, 1, 1, "exact", j, k, form.kind, "", "singular")
    return None


def antecedent(view: View, i: int) -> Phrase | None:
    """The person named last before word `i`, in its sentence or the one before; none where that one only speaks (`وأضاف فلان أن …`)."""
    sent = view.sent_of[i]
    first = view.sents[max(0, sent - 1)][0]
    for k in range(i - 1, first - 1, -1):
        if k in view.ent_in and view.ent_at[view.ent_in[k]][1].label_ == "PER":
            person = _ends_at(view, k, first)
            return None if person is not None and view.norm(person.first - 1) in speech("verb") else person
    return None
