"""Victims that stand before the word that tells their harm: subjects, predicates, people who were exposed or driven."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import Trigger, noun_readings, words
from conflict_nlp.claims.persons import antecedent, person_at, subject_before
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.claims.scan import MEMBER, Scan


def pushed(scan: Scan, i: int, harm: str) -> bool:
    """`دفع آلاف السكان إلى النزوح`: the people stand before the masdar."""
    p = scan.pending[-1] if scan.pending else None
    if p is None or i - p.last > 3 or p.kind == "combatant":
        return False
    scan.add(p, harm, i, "pushed")
    scan.fill()
    return True


def exposed(scan: Scan, i: int, harm: str) -> bool:
    """`تعرض صحافيان للخطف`: the victims are the subject of `تعرض`."""
    verb = scan.word_before(i, words("exposed"), 10)
    if verb < 0:
        return False
    p = next((q for q in scan.pending if q.first > verb), None) or person_at(scan.view, verb, MEMBER, i, scan.at)
    if p is None:
        return False
    scan.add(p, harm, i, "exposed")
    scan.fill()
    return True


def escaped(scan: Scan, i: int, harm: str) -> bool:
    """`نجا النائب فلان من محاولة اغتيال`: the one who escaped is the one who was to be killed."""
    verb = scan.word_before(i, words("escaped"), 14)
    if verb < 0 or (i + 1) in scan.view.ent_at:
        return False
    person = person_at(scan.view, verb, MEMBER, i, scan.at)
    if person is None:
        return False
    scan.add(person, harm, i, "escaped")
    scan.fill()
    return True


def pronoun(scan: Scan, i: int, t: Trigger, harm: str) -> None:
    """`أدى إلى مقتله`, `اعتقلته الشرطة`: the claim stands on the person that the pronoun refers back to."""
    view = scan.view
    if (
        not view.norms[i].endswith(("ه", "ها"))
        or t.strength not in ("strong",)
        or (t.kind == "masdar" and view.norm(i - 1) not in ("الي", "عن"))
        or (t.kind == "verb" and (view.norm(i - 1) in words("preposition") or view.norm(i - 1) in words("case")))  # `التهديد بقتله`
    ):
        return
    person = antecedent(view, i)
    if person is not None and all(d.phrase.first != person.first for d in scan.drafts):
        scan.add(person, harm, i, "pronoun")
        scan.last = None


def subject(scan: Scan, i: int, t: Trigger, harm: str) -> bool:
    """The subject that goes before its verb: a pending phrase, or one person after `أن`, `الذي` or at the head."""
    view = scan.view
    if t.plural and t.voice == "either" and _object_follows(scan, i):
        return False  # `أن خمسة ضباط قتلوا مسلحا`
    p = scan.pending[-1] if scan.pending else None
    if p is not None and 0 < i - p.last <= 16 and (t.strength == "strong" or i - p.last <= 6):
        plural = (p.high is None or p.high > 2) or p.low != 1
        gap = view.norms[p.last + 1 : i]
        if t.strength == "weak" and harm == "displaced" and not _flight(scan, i, p):
            return False
        if (t.plural or not plural or t.voice == "passive" or len(gap) <= 1) and not any(n in words("clause") for n in gap):
            for phrase in list(scan.pending):
                scan.add(phrase, harm, i, "subject")
            joined = person_at(view, p.last + 1, MEMBER, i, scan.at) if t.plural and view.norm(p.last + 1) == "و" else None
            if joined is not None and joined.last < i:
                scan.add(joined, harm, i, "subject")  # `أن امرأتين وطفلا قتلوا`
            if scan.gov is not None:
                scan.gov.filled = True
            return True
    if t.plural or t.strength == "weak" or (t.imperfect and t.voice == "either"):
        return False
    person = subject_before(view, i, scan.first)
    if person is not None and not any(d.phrase.first <= person.last and person.first <= d.phrase.last for d in scan.drafts[-3:]):
        scan.add(person, harm, i, "subject person")
        if scan.gov is not None:
            scan.gov.filled = True
        return True
    return False


def _object_follows(scan: Scan, i: int) -> bool:
    """People without article stand right after the verb at `i`."""
    norm = scan.view.norm(i + 1)
    people = any(f.kind in PEOPLE and (f.accusative or f.number != "sg") for f in noun_readings(norm))
    return (people and not norm.startswith("ال")) or ((p := scan.at.get(i + 1)) is not None and p.kind in PEOPLE)


def predicate(scan: Scan, i: int) -> bool:
    """`35 مهاجرا باتوا مفقودين`, `سقط ثلاثة من المقاتلين قتلى`, `يسقط قتيلا`: a casualty noun that says what became of
    the people before it."""
    view = scan.view
    form = next((f for f in noun_readings(view.norms[i]) if f.kind == "casualty" and f.harm), None)
    if form is None or view.norm(i - 1) in words("tally"):
        return False
    p = scan.pending[-1] if scan.pending else None
    gap = view.norms[p.last + 1 : i] if p is not None else []
    described = (
        view.norms[i].startswith("ال") and len(gap) <= 3 and not _thing(gap) and form.harm not in ("killed", "injured") and "،" not in gap
    )
    if p is not None and described and view.norm(i - 1) not in words("preposition"):
        # `700 من الأهالي المهجرين`
        scan.add(p, form.harm, i, "predicate")
        return True
    if (
        p is not None
        and len(gap) <= 7
        and (any(n in words("becoming") for n in gap) or (p.first > 0 and view.norm(p.first - 1) in words("becoming") and len(gap) <= 4))
    ):
        for phrase in list(scan.pending):
            scan.add(phrase, form.harm, i, "predicate")
        return True
    if (form.number == "sg" and form.accusative) or view.norm(i - 1) == "عداد":
        verb = next((k for k in range(i - 1, max(scan.first, i - 7) - 1, -1) if view.norms[k] in words("becoming")), -1)
        if verb >= 0:
            person = person_at(view, verb, MEMBER, i, scan.at) or subject_before(view, verb, scan.first)
            if person is not None and person.last < i:
                scan.add(person, form.harm, i, "predicate")
                return True
    return False


def state(scan: Scan, i: int) -> bool:
    """Nobody knows what became of them, or others hold them: `مصير تسعة ركاب مجهول`, `17 بحارا لا يعرف مصيرهم`, `لم يعثر على ستة
    عمال`, `مهندسان في قبضة خاطفين`."""
    view, norm = scan.view, scan.view.norms[i]
    around = view.norms[max(scan.first, i - 4) : min(i + 10, scan.end)]
    if norm == "يعثر":
        if view.norm(i - 1) not in ("لم", "لا") or "علي" not in view.norms[i + 1 : i + 4]:
            return False
        start = view.norms.index("علي", i)
        p = scan.at.get(start + 1) or person_at(view, start, MEMBER, scan.end, scan.at)
        harm = "missing"
    elif norm in words("grip"):
        if not any(n in words("captor") for n in view.norms[i + 1 : i + 4]):
            return False
        p = scan.pending[-1] if scan.pending and i - scan.pending[-1].last <= 4 else subject_before(view, i, scan.first)
        harm = "abducted"
    else:
        if not any(n in words("unknown") for n in around):
            return False
        p = scan.at.get(i + 1) or (scan.pending[-1] if scan.pending and i - scan.pending[-1].last <= 6 else None)
        p = p or person_at(view, i, MEMBER, scan.end, scan.at)
        harm = "missing"
    if p is None or not p.human or any(d.phrase is p for d in scan.drafts):
        return False
    scan.at.pop(p.first, None)
    scan.add(p, harm, i, "state")
    return True


def _thing(gap: list[str]) -> bool:
    """A noun for things stands between (`ثلاثون طبيبا … مخيمات النازحين`)."""
    return any(f.kind == "thing" for norm in gap for f in noun_readings(norm))


def _flight(scan: Scan, i: int, p: Phrase) -> bool:
    """Whether people who leave are told to leave from somewhere, and are not such as leave every day."""
    explicit = p.kind in PEOPLE and p.kind != "combatant" and scan.view.norms[p.noun] not in words("not_displaced")
    return explicit and "من" in scan.view.norms[i + 1 : min(i + 7, scan.end)]
