"""Binding harm to people: one pass over each sentence that joins words of harm, counted phrases and single persons.

Arabic puts the head first, so victims follow the word that governs them, except the subject of a verb in the dual or plural, or
after `أن`, which goes before it.
"""

from __future__ import annotations

from conflict_nlp.claims.before import predicate, state
from conflict_nlp.claims.governing import open_governor
from conflict_nlp.claims.lexicon import Trigger, casualty_forms, noun_readings, own_harm, triggers, words
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.claims.reach import (
    agent_before_object,
    between,
    coordinated,
    in_subset,
    reaches,
    sick,
)
from conflict_nlp.claims.scan import Draft, Scan
from conflict_nlp.claims.subsets import (
    counted_case,
    lone_casualty,
    lone_person,
    member_of_last,
    merge_casualties,
    open_subset,
    tail_of_phrase,
    tally,
)
from conflict_nlp.text.view import View


def bind(view: View, phrases: list[Phrase], limit: int) -> list[Draft]:
    """The drafts of a document in order of appearance; sentences from word `limit` on (page furniture) are left out."""
    scan = Scan(view, phrases)
    table, casualties, states = triggers(), casualty_forms(), words("state") | {"قد"}
    for a, b in view.sents:
        if a >= limit:
            break
        b = min(b, limit)
        if any(n in table or n in casualties or n in states for n in view.norms[a:b]):
            scan.enter(a, b)
            _sentence(scan, a, b)
    return scan.drafts


def _sentence(scan: Scan, a: int, b: int) -> None:
    view, norms, table = scan.view, scan.view.norms, triggers()
    states = words("state")
    subset_words, relatives, clauses, casualties = words("subset"), words("relative"), words("clause"), casualty_forms()
    i = a
    while i < b:
        norm = norms[i]
        phrase = scan.at.get(i)
        if phrase is not None:
            i = _phrase(scan, phrase) + 1
            continue
        if norm in states and norm != "قد" and state(scan, i):
            i += 1
            continue
        trigger = table.get(norm) or _lost(scan, i)
        if trigger is not None and not _is_name(scan, i):
            i = open_governor(scan, i, trigger) + 1
            continue
        if norm in ("هم", "هما") and (scan.last is None or i - scan.last.phrase.last > 2):
            pass
        elif (norm in subset_words and not tail_of_phrase(scan, i)) or (
            norm == "فيهم" or (norm == "ذلك" and view.norm(i - 1) == "في" and view.norm(i - 2) == "بما")
        ):
            open_subset(scan, i)
        elif (norm == "(" and scan.last is not None and 0 < i - scan.last.phrase.last <= 2 and scan.last.phrase.high != 1) or (
            norm == ":" and scan.last is not None and i - scan.last.phrase.last <= 4 and i + 1 in scan.at
        ):
            scan.subset, scan.subset_pos = scan.last, i
        elif norm == ")" and scan.subset is not None:
            scan.subset = None
        elif norm in relatives or norm in clauses:
            if scan.gov is not None and (scan.gov.filled or scan.gov.trigger.kind == "masdar"):
                scan.gov = None
        elif norm in casualties and predicate(scan, i):
            pass
        elif own_harm(norm):
            tally(scan, i)
        else:
            person = lone_casualty(scan, i) or lone_person(scan, i)
            if person is not None:
                i = person.phrase.last
        i += 1


def _lost(scan: Scan, i: int) -> Trigger | None:
    """`فقد ثلاثة صيادين`: written like the particles `ف` and `قد`, a verb where people follow at once."""
    if scan.view.norms[i] != "قد" or scan.view.norm(i - 1) != "ف":
        return None
    p = scan.at.get(i + 1)
    return triggers()["فقد"] if p is not None and p.kind in PEOPLE else None


def _is_name(scan: Scan, i: int) -> bool:
    """A word of harm inside a name (`وادي الموت`) tells nothing."""
    first = scan.view.ent_in.get(i, i)
    return first != i or (i in scan.view.ent_at and scan.view.ent_at[i][0] > i)


def _phrase(scan: Scan, p: Phrase) -> int:
    """Bind one phrase; the index of the last word used."""
    view = scan.view
    case = counted_case(scan, p)
    if case is not None:
        return case
    if p.kind == "casualty" and p.harm:
        merge_casualties(scan, p)
    gov = scan.gov
    near = gov is not None and not gov.filled and reaches(scan, gov, p)
    if gov is not None and gov.harm == "none" and p.first - gov.pos <= 5 and p.harm not in ("killed", "injured", "killed_or_injured"):
        gov.filled = True
        return p.last
    if p.noun >= 0 and view.norms[p.noun] in words("survivor"):
        return p.last
    if p.kind in PEOPLE and _told_by_next(scan, p):
        return p.last
    if view.norm(p.first - 1) in words("still") and any(n in casualty_forms() for n in view.norms[p.last + 1 : min(p.last + 7, scan.end)]):
        scan.pending = [p]  # `ولا يزال سبعة أشخاص في عداد المفقودين`
        return p.last
    if gov is not None and gov.harm == "missing" and near and _lost_something(scan, p):
        gov.filled = True
        return p.last
    if p.kind != "thing":
        at = next((k for k in range(p.last + 1, min(p.last + 6, scan.end)) if view.norms[k] == "بين"), -1)
        harm, end = between(scan, at)
        if harm:
            draft = scan.add(p, harm, gov.pos if gov else -1, "between")
            if gov:
                gov.filled = True
            return max(end, draft.phrase.last)
    if scan.subset is not None and in_subset(scan, p):
        draft = scan.add(p, scan.subset.harm, scan.subset.trigger, "subset")
        draft.part_of = scan.subset
        return p.last
    if p.kind == "casualty" and p.number == "dual" and scan.pending and scan.pending[-1].last == p.first - 1:
        # `سعوديان معتقلان`: the participle says what happened to the phrase before it.
        scan.add(scan.pending[-1], p.harm, p.first, "participle")
        return p.last
    if p.kind == "casualty" and p.number == "dual" and not near and view.norms[p.noun].startswith("ال"):
        return p.last  # `والدا الشهيدين`: an epithet of people already known
    if p.kind == "casualty":
        strong = near and gov is not None and gov.harm != p.harm and p.harm in ("detained", "displaced", "abducted", "missing")
        harm = gov.harm if strong and gov is not None and not (gov.harm == "detained" and p.harm == "abducted") else p.harm
        if harm == "injured" and sick(scan, p):
            return p.last
        scan.add(p, harm, gov.pos if near and gov is not None else -1, "casualty noun")
        if near and gov is not None:
            gov.filled = True
        return p.last
    if not p.human:
        if gov is not None and not gov.filled and gov.trigger.kind == "masdar" and p.first == gov.pos + 1:
            gov.filled = True
        return p.last
    if near and gov is not None:
        if gov.harm == "injured" and sick(scan, p):
            return p.last
        if agent_before_object(scan, gov, p):
            return p.last
        hostages = any(f.harm == "abducted" for f in noun_readings(view.norm(p.last + 1)))
        if gov.trigger.strength == "light" and any(n in casualty_forms() for n in view.norms[p.last + 1 : p.last + 6]):
            scan.pending = [p]  # `سقط ثلاثة من المقاتلين قتلى`: what became of them is yet to come
            return p.last
        scan.add(p, "abducted" if hostages else gov.harm, gov.pos, "governor")
        gov.filled = True
        return p.last
    if gov is not None and gov.plain and p.kind == "bare" and "عددهم" in view.norms[max(0, p.first - 2) : p.last]:
        # `قتل عناصر عددهم لا يتجاوز عشرة`
        scan.add(p, gov.harm, gov.pos, "governor")
        gov.plain = False
        return p.last
    if p.kind == "bare" and scan.last is not None and member_of_last(scan, p):
        scan.add(p, scan.last.harm, scan.last.trigger, "subset").part_of = scan.last.part_of or scan.last
        return p.last
    if coordinated(scan, p) and scan.last is not None:
        scan.add(p, scan.last.harm, scan.last.trigger, "coordination").part_of = scan.last.part_of
        return p.last
    if p.kind in PEOPLE or p.kind in ("nation", "other") or p.modifier == "vague":
        joined = scan.pending and view.norm(p.first - 1) == "و" and p.first - scan.pending[-1].last <= 7
        scan.pending = [*scan.pending, p] if joined else [p]
    return p.last


def _lost_something(scan: Scan, p: Phrase) -> bool:
    """`فقد ثلاثة أشخاص حياتهم` have died; `فقد 300 عامل وظائفهم` have lost something else."""
    norm = scan.view.norm(p.last + 1)
    if norm in ("حياتهم", "حياتها", "حياته", "ارواحهم"):
        scan.add(p, "killed", p.last + 1, "predicate")
        return True
    return norm.endswith(("هم", "ها", "هن")) and norm not in words("preposition") and norm not in words("subset")


def _told_by_next(scan: Scan, p: Phrase) -> bool:
    """`تسعة جنود قتلى وجرحى`: casualty nouns in the plural right after the people."""
    view = scan.view
    harm = own_harm(view.norm(p.last + 1))
    if harm not in ("killed", "injured") or view.norm(p.last + 1).startswith("ال"):
        return False
    if view.norm(p.last + 2) == "و" and own_harm(view.norm(p.last + 3)) not in ("", harm):
        harm = "killed_or_injured"
    scan.add(p, harm, p.last + 1, "predicate")
    scan.fill()
    return True
