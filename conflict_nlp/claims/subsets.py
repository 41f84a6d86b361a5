"""Members of a total, casualties told without a number, and nouns that announce a figure."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import Trigger, noun_readings, own_harm, triggers, words
from conflict_nlp.claims.persons import person_at
from conflict_nlp.claims.phrases import PEOPLE, Phrase
from conflict_nlp.claims.reach import sick
from conflict_nlp.claims.scan import MEMBER, Draft, Governor, Scan


def open_subset(scan: Scan, i: int) -> None:
    last = scan.last or (
        scan.drafts[-1] if scan.drafts and scan.view.sent_of[scan.drafts[-1].phrase.first] == scan.view.sent_of[i] else None
    )
    if last is None and i - scan.first <= 1 and scan.drafts:
        last = scan.drafts[-1]  # a sentence that begins with `منهم` goes on with the one before
    if last is not None and i - last.phrase.last <= 25:
        base = last.part_of if last.part_of is not None and last.rule == "subset" and _coordinated_tail(scan, last, i) else last
        scan.subset, scan.subset_pos = base, i


def tail_of_phrase(scan: Scan, i: int) -> bool:
    """`15 منهم`: the pronoun belongs to the number, it opens no list."""
    return scan.view.norms[i].startswith("من") and i - 1 in scan.ends and i + 1 not in scan.at


def _coordinated_tail(scan: Scan, last: Draft, i: int) -> bool:
    return i - last.phrase.last > 12


def tally(scan: Scan, i: int) -> None:
    """A casualty noun without a number of its own: `عدد القتلى`, `حصيلة الجرحى`, `من بين القتلى`."""
    view = scan.view
    harm = own_harm(view.norms[i])
    if view.norm(i - 1) == "بين":
        total = next((d for d in reversed(scan.drafts) if d.harm == harm), None)
        if total is not None:
            scan.subset, scan.subset_pos = total, i
        return
    if scan.gov is not None and not scan.gov.filled and scan.gov.harm == "none":
        return
    if scan.gov is not None and scan.gov.harm == "killed_or_injured" and scan.gov.trigger.kind == "tally" and i - scan.gov.pos == 2:
        return  # the second half of `القتلى والجرحى`
    ahead = next((scan.at[k] for k in range(i + 1, min(i + 9, scan.end)) if k in scan.at), None)
    head = i == scan.first and ahead is not None and ahead.kind in PEOPLE
    if head or any(n in words("tally") for n in view.norms[max(scan.first, i - 3) : i]):
        if view.norm(i + 1) == "و" and {harm, own_harm(view.norm(i + 2))} == {"killed", "injured"}:
            harm = "killed_or_injured"
        scan.gov = Governor(i, harm, Trigger(harm, "tally", "none", "strong"))


def lone_person(scan: Scan, i: int) -> Draft | None:
    """A person without numeral who is joined to a draft (`خمسة جنود وضابط`) or told as part of one (`بينهم طفل`)."""
    view, last = scan.view, scan.last
    if scan.subset is not None and 0 < i - scan.subset_pos <= 3 and (last is None or last.phrase.first < scan.subset_pos):
        person = person_at(view, i - 1, MEMBER, scan.end, scan.at)
        if person is not None and person.first == i and not _names_listed(scan, person):
            draft = scan.add(person, scan.subset.harm, scan.subset.trigger, "subset")
            draft.part_of = scan.subset
            return draft
    if last is None or view.norm(i - 1) not in ("و", "او"):
        return None
    gap = view.norms[last.phrase.last + 1 : i - 1]
    if len(gap) > 6 or any(n in triggers() or n in words("clause") or n in words("relative") or n in "،,." for n in gap):
        return None
    person = person_at(view, i - 1, None, scan.end, scan.at)
    if person is None or person.first != i or _tells_who(scan, person, gap):
        return None
    if last.phrase.low > 10 and person.number == "singular" and person.first == person.last and view.norm(i - 1) == "و" and len(gap) == 0:
        # `57 امرأة وطفلا`: the number counts both nouns.
        accusative = [f for f in noun_readings(view.norms[i]) if f.accusative] or view.norms[i].endswith("ا")
        if accusative:
            last.phrase.last = last.phrase.noun_last = i
            return last
    if last.phrase.kind == "casualty" and person.kind == "casualty" and person.harm != last.harm:
        return scan.add(person, person.harm, -1, "casualty noun")
    draft = scan.add(person, last.harm, last.trigger, "coordination")
    draft.part_of = last.part_of
    return draft


def _tells_who(scan: Scan, person: Phrase, gap: list[str]) -> bool:
    """A person who only tells who was counted: after `هما` (`قتيلين هما المهاجم وحارس`), a name in brackets (`10 أمنيين (فلان وفلان …)`),
    or the second of a group's names (`من مليشيات الحوثي وصالح`)."""
    view = scan.view
    if "هم" in gap or "هما" in gap:
        return True
    if person.number != "name":
        return False
    group = view.ent_at.get(view.ent_in.get(person.first - 2, -1))
    second = person.first == person.last and person.first in view.ent_at and group is not None and group[1].label_ == "ORG"
    return second or ("(" in gap and ")" not in gap)


def _names_listed(scan: Scan, person: Phrase) -> bool:
    """`10 أمنيين (فلان وفلان …)`, `قياديان هما فلان وفلان`: names alone only say who was counted."""
    opener = scan.view.norms[scan.subset_pos]
    if opener in ("هم", "هما"):
        return True  # `قتيلين هما المهاجم وحارس`
    return person.number == "name" and opener in ("(", ":") and scan.view.norm(person.last + 1) in ("و", "،", ",")


def lone_casualty(scan: Scan, i: int) -> Draft | None:
    """`قتيل وجريحان في …`, `سقوط شهيد`: one casualty told by the noun alone, at the head or after a verb of outcome."""
    view = scan.view
    form = next(
        (f for f in noun_readings(view.norms[i]) if f.kind == "casualty" and f.number == "sg" and f.harm in ("killed", "injured")), None
    )
    if form is None or view.norms[i].startswith("ال") or (form.accusative and view.norm(i - 1) not in words("outcome")):
        return None
    if i != scan.first and view.norm(i - 1) not in words("outcome"):
        return None
    if view.norm(i + 1).startswith("ال") or (i + 1) in view.ent_at:
        return None
    return scan.add(Phrase(i, i, 1, 1, "exact", i, i, "casualty", form.harm, "singular"), form.harm, -1, "casualty noun")


def counted_case(scan: Scan, p: Phrase) -> int | None:
    """`81 حالة اعتقال`: the noun of harm follows the counted `حالة`."""
    view = scan.view
    if p.noun >= 0 and view.norms[p.noun] in ("حاله", "حالات", "حالتا", "حالتي", "حالتين", "حالتان"):
        trigger = triggers().get(view.norm(p.noun + 1))
        if trigger is not None and trigger.kind == "masdar" and trigger.harm != "none":
            p.kind, p.last = "unknown", p.noun + 1
            if not (trigger.harm == "injured" and sick(scan, p)):
                scan.add(p, trigger.harm, p.noun + 1, "case")
            return p.last
    return None


def merge_casualties(scan: Scan, p: Phrase) -> None:
    """`عشرات القتلى والجرحى`: one number for both."""
    view = scan.view
    if p.harm == "killed" and view.norm(p.last + 1) == "و" and scan.at.get(p.last + 2) is None:
        second = next((f for f in noun_readings(view.norm(p.last + 2)) if f.harm == "injured"), None)
        if second is not None and view.norm(p.last + 2) not in triggers() and second.number != "du" and p.number != "dual":
            p.harm, p.last = "killed_or_injured", p.last + 2


def member_of_last(scan: Scan, p: Phrase) -> bool:
    """`أصيب سبعة أشخاص، ثلاثة منهم في حال الخطر`: a number of those just told, without a verb of its own before it."""
    view = scan.view
    return (view.norm(p.last + 1) in ("منهم", "منهن", "منها") and view.norm(p.first - 1) in ("،", ",", "(", "و", ".")) or (
        view.norm(p.last + 1) in ("منهم", "منهن") and scan.last is not None and p.first - scan.last.phrase.last <= 4
    )
