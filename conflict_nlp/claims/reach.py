"""How far a word of harm reaches: whether a phrase or a person after it is its victim."""

from __future__ import annotations

from conflict_nlp.attribution.lexicon import attack_nouns
from conflict_nlp.claims.lexicon import Trigger, noun_readings, triggers, words
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.claims.scan import Governor, Scan
from conflict_nlp.text.view import View

_SICK_WINDOW = 5
_HEAD = 6  # words between cutting and the head
_SICK_AROUND = 40
_ADDED = frozenset({("اضافه", "الي"), ("علاوه", "علي"), ("فضلا", "عن"), ("جانب", "الي"), ("الي", "جانب")})


def reaches(scan: Scan, gov: Governor, p: Phrase) -> bool:
    """Whether the words between governor and phrase leave the phrase as its victim."""
    view, trigger = scan.view, gov.trigger
    gap = [n for n in view.norms[gov.pos + 1 : p.first] if n not in ("(", ")", "-")]
    if "؛" in gap or p.first < gov.pos:
        return False
    if trigger.kind == "tally":
        reached = not gap or gap[-1] in words("reach") or view.norms[p.first] in words("reach") or p.kind in PEOPLE
        return p.kind != "casualty" and len(gap) <= 16 and reached
    explicit = p.kind in PEOPLE or p.kind in ("casualty", "nation")
    if trigger.strength == "light":
        # `سقط ثمانية مدنيين`: people who fall are dead where nothing else is said.
        return view.norms[gov.pos] in words("fall") and p.kind in PEOPLE and len(gap) <= 1
    if gov.harm == "none":
        return len(gap) <= 4
    if trigger.strength == "weak":
        if gov.harm == "displaced" and (p.kind == "combatant" or (p.noun >= 0 and view.norms[p.noun] in words("not_displaced"))):
            return False
        if view.norms[gov.pos] in words("leave") and not _from_somewhere(view, p):
            return False
        if p.kind == "other" or (p.kind == "bare" and not gap and view.norm(gov.pos - 1) == "و" and scan.drafts):
            return len(gap) <= 1
        return explicit and p.harm not in ("killed", "injured") and len(gap) <= (3 if trigger.kind == "masdar" else 4)
    if trigger.strength == "contact":
        return len(gap) <= 3 and "ب" in gap and any(n in words("cut_off") for n in view.norms[max(scan.first, gov.pos - 3) : gov.pos])
    if trigger.strength == "arrest":
        if "علي" not in gap or len(gap) > 6:
            return False
        between = gap[gap.index("علي") + 1 :]
        if trigger.harm == "killed":
            # `القضاء على خلية من خمسة مسلحين`, not `القضاء على مستقبل ثلاثة أطفال`, nor the judiciary's suspects.
            return p.kind == "combatant" and all(n in words("band") or n == "من" for n in between)
        return len(between) <= 2 and (explicit or len(gap) <= 1)
    if trigger.kind == "phrase" and view.norms[gov.pos] in words("head"):
        return not gap and explicit
    if trigger.kind == "masdar" or trigger.kind == "phrase":
        if trigger.strength != "definite" and (not gap or gap == ["ل"] or (len(gap) <= 2 and gap[0] in ("كل", "و"))):
            return True
        if trigger.strength == "definite":
            return object_start(scan, gov.pos, trigger) >= 0 and len(gap) <= 5
        return explicit and len(gap) <= 8 and not _closed(scan, gov.pos + 1, p.first)
    thing = gap and gap[-1] not in words("preposition") and not gap[-1].startswith("ال")
    if thing and any(f.kind == "thing" for f in noun_readings(gap[-1])):
        return False  # `محصول 300 مزارع`: the people are the genitive of a thing
    if not explicit:
        return len(gap) <= (2 if p.kind == "word" else 3) and not (p.kind == "word" and gap and "و" in gap)
    return len(gap) <= 18 and not _closed(scan, gov.pos + 1, p.first)


def object_start(scan: Scan, i: int, t: Trigger) -> int:
    """The word before the victim of the trigger at `i`; -1 where the construction lacks what completes it:
    `القبض على …`, `تنفيذ حكم القتل قصاصا في …`."""
    view = scan.view
    if t.strength == "arrest":
        return next((k for k in range(i + 1, min(i + 5, scan.end)) if view.norms[k] == "علي"), -1)
    if t.kind == "masdar" and t.strength == "definite":
        if any(n in words("carry_out") for n in view.norms[max(scan.first, i - 12) : i]):
            return next(
                (
                    k
                    for k in range(i + 1, min(i + 5, scan.end))
                    if view.norms[k] in ("في", "حق", "ل") or (view.norms[k] == "ب" and view.norm(k + 1) != "حق")
                ),
                -1,
            )
        return -1
    return i


def object_first(scan: Scan, i: int) -> bool:
    """The subject of the verb at `i` stands before it or is an actor right after it: the next person is its object."""
    view = scan.view
    return (
        (i - 1) in view.ent_in
        or (i + 1) in view.ent_at
        or _accusative(scan, i)
        or any(f.kind in PEOPLE for f in noun_readings(view.norm(i - 1)))
    )


def _accusative(scan: Scan, i: int) -> bool:
    """One person with tanween soon after the verb is its object."""
    return any(f.accusative and f.kind in PEOPLE for k in range(i + 1, min(i + 7, scan.end)) for f in noun_readings(scan.view.norms[k]))


def completed(scan: Scan, i: int, t: Trigger) -> bool:
    """Light words need the word that completes them: `لقي … مصرعهم`, `سلم … أنفسهم`, `أودى … بحياة`."""
    view = scan.view
    if t.kind == "phrase":
        if view.norms[i] in words("head"):
            # `قطع مسلحون رأس جندي`: the object of the verb, right before whose it is.
            before = view.norms[max(scan.first, i - _HEAD) : i]
            cut = next((k for k in range(len(before) - 1, -1, -1) if before[k] in words("cut")), len(before))
            return cut < len(before) and not any(n in words("preposition") or n == "و" or not n.isalpha() for n in before[cut + 1 :])
        return any(n in words("take") for n in view.norms[max(scan.first, i - 12) : i])
    group = "surrender" if t.harm == "detained" else "fate"
    return any(n in words(group) for n in view.norms[i + 1 : min(i + 30, scan.end)])


def _closed(scan: Scan, a: int, b: int) -> bool:
    """A new clause opens between the two words."""
    view = scan.view
    closing = words("relative") | words("attack_verb")
    return any(view.norms[k] in closing for k in range(a, b))


def agent_before_object(scan: Scan, gov: Governor, p: Phrase) -> bool:
    """`قتل مسلحان خمسة جنود`: with two phrases side by side the first is the subject of an active verb."""
    if gov.trigger.kind != "verb" or gov.trigger.voice not in ("either", "active") or p.kind not in ("combatant", "unknown"):
        return False
    after = scan.at.get(p.last + 1)
    return after is not None and after.human and after.kind not in ("bare", "other")


def coordinated(scan: Scan, p: Phrase) -> bool:
    """The phrase is joined by `و`, `أو`, `إضافة إلى` or a comma to the draft just before it."""
    view, last = scan.view, scan.last
    before = view.norm(p.first - 1)
    if last is None or (before not in ("و", "او", "،", ",") and (view.norm(p.first - 2), before) not in _ADDED):
        return False
    gap = _outside_brackets(view.norms[last.phrase.last + 1 : p.first])
    if len(gap) > 9 or p.kind == "word" or (p.kind == "bare" and len(gap) > 1):
        return False
    if p.kind in ("bare", "other") and scan.gov is not None and not scan.gov.filled:
        return False
    table = triggers()
    barred = words("clause") | words("relative") | words("attack_verb")
    if any(n in table or n in barred for n in gap[:-1]):
        return False
    return "(" not in gap and ":" not in gap


def _outside_brackets(norms: list[str]) -> list[str]:
    """The words that stand in no closed pair of brackets (`10 أمنيين (فلان وفلان) وجنديين`)."""
    out = list(norms)
    while "(" in out and ")" in out[out.index("(") :]:
        start = out.index("(")
        del out[start : out.index(")", start) + 1]
    return out


def in_subset(scan: Scan, p: Phrase) -> bool:
    if scan.subset is None or not p.human:
        return False
    if p.first - scan.subset_pos <= 6 and scan.subset_pos > scan.subset.phrase.first:
        return True
    if p.kind == "bare" and scan.last is not None and scan.last.phrase.kind == "bare" and scan.last.part_of is scan.subset:
        # `16 هنا و5 هناك`
        return scan.view.norm(p.first - 1) == "و" and p.first - scan.last.phrase.last <= 8
    return coordinated(scan, p) and scan.last is not None and scan.last.part_of is scan.subset


def _from_somewhere(view: View, p: Phrase) -> bool:
    """`خرج عشرات الأشخاص من …`: who merely goes out (`خرج متظاهرون`) has not left a place."""
    after = view.norms[p.last + 1 : p.last + 12]
    return "من" in after or "في" in after[:2]


def sick(scan: Scan, p: Phrase) -> bool:
    norms = scan.view.norms
    window = norms[p.last + 1 : p.last + 1 + _SICK_WINDOW] + norms[max(0, p.first - 2) : p.first]
    if any(n in words("sick") or n in words("feeling") for n in window):
        return True
    sentence = norms[max(scan.first, p.first - _SICK_AROUND) : min(p.last + _SICK_AROUND, scan.end)]
    return any(n in words("sick") for n in sentence) and not any(n in attack_nouns() for n in sentence)


def between(scan: Scan, at: int) -> tuple[str, int]:
    """`بين قتيل وجريح`, `ما بين شهيد ومصاب`: the harm and the index of the last word."""
    view = scan.view
    if at < 0:
        return "", at
    first = next((f.harm for f in noun_readings(view.norm(at + 1)) if f.harm), "")
    if not first or view.norm(at + 2) != "و":
        return "", at
    second = next((f.harm for f in noun_readings(view.norm(at + 3)) if f.harm), "")
    if {first, second} <= {"killed", "injured"}:
        return ("killed_or_injured" if first != second else first), at + 3
    return first, at + 1
