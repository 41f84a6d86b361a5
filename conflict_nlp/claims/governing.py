"""Opening a word of harm: what it means where it stands, and the single victims that are bound at once."""

from __future__ import annotations

from conflict_nlp.claims.before import escaped, exposed, pronoun, pushed, subject
from conflict_nlp.claims.lexicon import Trigger, is_combatant, masdars, noun_readings, triggers, words
from conflict_nlp.claims.persons import person_at
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.claims.reach import completed, object_first, object_start, reaches
from conflict_nlp.claims.scan import Governor, Scan


def open_governor(scan: Scan, i: int, t: Trigger) -> int:
    """Make the trigger at word `i` the governor and bind what it takes at once: the people its pronoun means, its subject before
    it, one person after it. The index of the last word used."""
    scan.subset = None
    t = _as_it_stands(scan, i, t)
    gov = scan.gov = Governor(i, _harm(scan, i, t), t)
    if t.strength == "weak" and t.pronoun:
        scan.gov = None  # `بصفته`, `فقدته`: too little to go by
        return i
    if gov.harm == "none":
        return i
    if _presupposed(scan, i):
        gov.filled = True
        return i
    if t.pronoun:
        pronoun(scan, i, t, gov.harm)
        if t.kind == "masdar":
            gov.filled = True
            return i
    if _driven(scan, i, gov):
        return i
    if _phrase_follows(scan, i, gov):
        if scan.view.norm(i + 1) == "مع" and t.kind == "verb" and t.voice != "active":
            subject(scan, i, t, gov.harm)  # `أن قياديا قتل مع مسلحين`: both
            gov.filled = False
        return i
    if t.kind == "verb" and t.strength != "light" and not t.pronoun and t.voice != "active" and subject(scan, i, t, gov.harm):
        return i
    if t.strength in ("light", "contact"):
        return i
    person = _person(scan, i, gov)
    if person is not None:
        scan.add(person, gov.harm, i, "person")
        gov.filled = True
        return person.last
    _plain_victims(scan, i, gov)
    return i


def _as_it_stands(scan: Scan, i: int, t: Trigger) -> Trigger:
    """The trigger in its place: a masdar after a preposition, a light word with what completes it."""
    view = scan.view
    if t.kind == "verb" and view.norm(i - 1) in words("preposition") and view.norms[i] in masdars():
        t = masdars()[view.norms[i]]
    if view.norms[i] in words("eliminate") and _on(scan, i):
        return t._replace(strength="arrest", voice="active")  # `قضت القوات على خمسة مسلحين`
    return t._replace(strength="strong") if t.strength == "light" and completed(scan, i, t) else t


def _on(scan: Scan, i: int) -> bool:
    """`على` stands after the verb at `i`, before anybody who is counted."""
    after = range(i + 1, min(i + 6, scan.end))
    on = next((k for k in after if scan.view.norms[k] == "علي"), -1)
    return on >= 0 and not any(k in scan.at for k in range(i + 1, on))


def _harm(scan: Scan, i: int, t: Trigger) -> str:
    """The harm told: led away to nobody knows where is abducted; `مقتل وإصابة` tells both."""
    view, gov = scan.view, scan.gov
    if t.harm == "detained" and view.norms[i] in words("led_away") and any(n in words("unknown") for n in view.norms[i + 1 : i + 12]):
        return "abducted"
    joined = gov is not None and not gov.filled and not scan.pending and gov.pos == i - 2 and view.norm(i - 1) in ("و", "او")
    if joined and gov is not None and {gov.harm, t.harm} == {"killed", "injured"}:
        return "killed_or_injured"
    return t.harm


def _presupposed(scan: Scan, i: int) -> bool:
    """The word tells of harm told elsewhere (a commemoration, a burial) or not yet done (a court's sentence)."""
    norm = scan.view.norms[i]
    if any(n in words("memory") for n in scan.norms_before(i, 5)):
        return True
    if norm in words("body") and any(n in words("burial") for n in scan.norms_before(i, 4)):
        return True
    sentenced = norm in words("sentence") and any(n in words("sentenced") for n in scan.norms_before(i, 5))
    return sentenced and not any(n in words("carry_out") for n in scan.norms_before(i, 6))


def _driven(scan: Scan, i: int, gov: Governor) -> bool:
    """A masdar whose victims are told before it: people driven to flee, exposed to harm, or who escaped it."""
    before = scan.view.norm(i - 1)
    if gov.trigger.kind != "masdar":
        return False
    if gov.harm == "displaced" and before in ("الي", "علي") and pushed(scan, i, gov.harm):
        return True
    if gov.trigger.strength == "definite" and before == "ل" and exposed(scan, i, gov.harm):
        return True
    return gov.harm in ("killed", "abducted") and before in words("attempt") and escaped(scan, i, gov.harm)


def _phrase_follows(scan: Scan, i: int, gov: Governor) -> bool:
    """A counted phrase close after the trigger is its victim: it binds itself when it is read."""
    if gov.trigger.plural and scan.pending and i - scan.pending[-1].last <= 2:
        return False  # `سبعة أشخاص أصيبوا`: the subject stands before
    p = next((scan.at[k] for k in range(i + 1, i + 4) if k in scan.at), None)
    if p is None or any(n == "و" or n in triggers() for n in scan.view.norms[i + 1 : p.first]):
        return False
    return reaches(scan, gov, p) and (p.human or gov.trigger.voice in ("active", "either"))


def _person(scan: Scan, i: int, gov: Governor) -> Phrase | None:
    """One person told after the trigger, if the construction makes that person the victim."""
    view, t = scan.view, gov.trigger
    weak = t.strength == "weak"
    if weak and gov.harm == "displaced":
        return None
    if t.kind == "masdar" and any(n in words("case") for n in scan.norms_before(i, 2)) and (i + 1) not in view.ent_at:
        return None  # `قضية اغتيال القاضي`
    # In the present tense one person after an ambiguous verb is its subject (`يقتل شاب`), not its victim.
    active = t.voice == "active" or (t.imperfect and t.voice == "either")
    start = object_start(scan, i, t)
    person = None
    if start >= 0 and (not active or object_first(scan, i)):
        person = person_at(view, start, t, scan.end, scan.at)
    if t.strength == "arrest" and gov.harm == "killed" and person is not None and not is_combatant(view.norms[person.first]):
        return None  # `القضاء على` others than fighters is no killing
    if view.norms[i] in words("head") and person is not None and person.first != i + 1:
        return None
    definite = person is not None and view.norms[person.first].startswith("ال")
    if person is not None and weak and t.kind == "verb" and (t.imperfect or definite):
        person = None
    if view.norms[i] in words("body"):
        return _body(scan, i, person)
    return person


def _body(scan: Scan, i: int, person: Phrase | None) -> Phrase | None:
    """`جثة رجل`: the person; `العثور على جثة مجهولة الهوية`: the body; neither for a named or known person, who is told elsewhere."""
    view = scan.view
    people = person is not None and any(f.kind in PEOPLE for f in noun_readings(view.norms[person.noun]))
    if person is not None and people:
        known = person.number != "dual" and (person.number == "name" or view.norms[person.first].startswith("ال"))
        return None if known else person
    if view.norms[i] == "جثه" and view.norm(i - 1) in words("preposition"):
        return Phrase(i, i, 1, 1, "exact", i, i, "casualty", "killed", "singular")
    return None


def _plain_victims(scan: Scan, i: int, gov: Governor) -> None:
    """A person noun without any quantity (`قتل مدنيون`, `أصيب آخرون`) is the victim: nothing else is counted. With its object to
    come it is the subject (`خطف مسلحون مئات القرويين`)."""
    view, t = scan.view, gov.trigger
    norm = view.norm(i + 1)
    if norm not in words("other_plural") and not any(f.kind in PEOPLE and f.number == "pl" for f in noun_readings(norm)):
        return
    ahead = next((scan.at[k] for k in range(i + 2, min(i + 9, scan.end)) if k in scan.at), None)
    apart = ahead is None or any(n in ("و", "،", ",", "في") or n in triggers() for n in view.norms[i + 2 : ahead.first])
    gov.filled = gov.plain = t.kind != "verb" or t.voice not in ("either", "active") or apart
