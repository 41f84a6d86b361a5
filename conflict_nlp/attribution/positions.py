"""How a text ties an actor to harm: who is accused, who claims responsibility, who denies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from conflict_nlp.attribution.actors import Actor, actor_at, actors_at
from conflict_nlp.attribution.acts import reproach
from conflict_nlp.attribution.lexicon import attack_nouns, attack_verbs, speech
from conflict_nlp.claims.lexicon import masdars, triggers, words
from conflict_nlp.text.view import View

Kind = Literal["accused", "claimed_responsibility", "denied"]
_REACH = 16
_TOWARDS = frozenset({"الي", "ل", "علي", "نحو", "صوب"})
_THAT = frozenset({"ان", "بان", "في", "ب"})
_OBJECTLESS = frozenset(
    {"ان", "بان", "انه", "انها", "انهم", "عن", "ب", "في", "الي", "علي", "اي", "كل", "ذلك", "استهداف", "قصف", "هذا", "هذه", "،", ""}
)
_PREPOSITIONS = frozenset({"ب", "في", "عن", "من", "علي", "الي", "ل"})


@dataclass(slots=True, frozen=True)
class Position:
    """Somebody is accused, claims or denies: `actors`, told by word `trigger`; what it is about reaches to word `last`; `attack`: it is
    about an attack or the blame for one, not about anything else."""

    kind: Kind
    trigger: int
    sent: int
    actors: list[Actor]
    last: int
    attack: bool


def find_positions(view: View, limit: int) -> list[Position]:
    """The accusations, claims of responsibility and denials of a document, in order; nothing from word `limit` on is read."""
    out = []
    for sent, (a, b) in enumerate(view.sents):
        if a >= limit:
            break
        for i in range(a, min(b, limit)):
            norm = view.norms[i]
            for kind, group, read in _READERS:
                if norm in words(group):
                    found = read(view, i, a, b)
                    if found:
                        last = _reach(view, i, b)
                        out.append(Position(kind, i, sent, found, last, _of_attack(view, i, last)))
                        break
    return out


def _of_attack(view: View, i: int, last: int) -> bool:
    """The words of a position name an attack, harm, responsibility or the finger that points."""
    told = view.norms[i : min(i + _REACH, last + 1)]
    groups = ("claimed_thing", "responsibility", "involvement", "point_at", "behind", "carry_out", "own_act")
    return any(n in attack_nouns() or n in triggers() or any(n in words(group) for group in groups) for n in told)


def _reach(view: View, i: int, b: int) -> int:
    """The last word that a statement at `i` governs: up to the end of the sentence, another verb of speech or a contrast."""
    for k in range(i + 1, b):
        if view.norms[k] in words("contrast") or view.norms[k] in ("؛", "."):
            return k - 1
    return b - 1


def _accused(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`اتهمت المنظمة القوات بقتل …`, `متهما القوات بـ…`: the last actor before `بـ`."""
    found: list[Actor] = []
    k = i + 1
    while k < min(i + _REACH, b):
        norm = view.norms[k]
        if norm == "ب" and k > i + 1:
            return found if view.norm(k + 1) != "حسب" and reproach(view, k + 1, b) else []
        if norm == "من" and found and view.norm(k + 1) in ("قبل", "جانب", "طرف"):
            return found  # `اتهم الجيش من قبل المنظمة بـ…`
        ends = norm in (".", "؛", "ان") or norm in words("relative")
        if ends or (norm == "،" and not found):
            break
        here = _parties(view, k, b)
        if here:
            found, k = here, here[-1].last + 1
        else:
            k += 1
    # `… متهم بقتل`: the accused stands before.
    return _before(view, i, a) if view.norm(i + 1) == "ب" and view.norms[i] in words("accused_one") else []


def _accused_before(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`نفى التحالف …، وكان الحوثيون قد اتهموه بـ…`: the actor that the sentence began with."""
    for k in range(a, max(a, i - 3)):
        found = _parties(view, k, i)
        speaks = k > a and view.norms[k - 1] in speech("verb") and view.norms[k - 1] not in words("deny")
        if found and not speaks:  # `قال المرصد إن … الذي يتهمونه`: who tells is not whom they accuse
            return found
    return []


def _each_other(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`تبادل الجيش والقوات الاتهامات`: both."""
    found = _parties(view, i + 1, b)
    return found if found and any(n in words("point_at") for n in view.norms[i + 1 : min(i + _REACH, b)]) else []


def _held_responsible(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`حمّلت الحكومة المتمردين مسؤولية …`, `… المسؤولية لـ`: the last actor before the responsibility, else the one after `ل` or `على`."""
    found: list[Actor] = []
    alone = False
    k = i + 1
    while k < min(i + _REACH, b):
        norm = view.norms[k]
        if norm in words("responsibility"):
            after = next((j for j in range(k + 1, min(k + _REACH, b)) if view.norms[j] in ("ل", "علي") and _parties(view, j + 1, b)), -1)
            if after >= 0 and (not found or view.norms[after] == "علي"):
                return _parties(view, after + 1, b)
            # `حملت المعارضة الحكومة مسؤولية`: one party that other words part from the responsibility is who speaks.
            return found if not alone or found[-1].last == k - 1 or view.norm(k - 1) in words("whole") else []
        here = _parties(view, k, b)
        if here:
            alone = not found and k == i + 1
            found, k = here, here[-1].last + 1
        else:
            k += 1
    return []


def _pointed_at(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`أصابع الاتهام إلى …`, `اتهامات لـ…`, `اللوم على …`: the actor after the preposition."""
    return _after_one_of(view, i, b, _TOWARDS)


def _ascribed(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`نسب الهجوم إلى …`, `هجوم منسوب لـ…`: only an attack is a reproach."""
    attack = any(n in words("claimed_thing") or n in attack_nouns() for n in view.norms[max(a, i - 3) : min(i + 4, b)])
    return _after_one_of(view, i, b, _TOWARDS) if attack else []


def _suspected(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`يعتقد أن تنظيم … وراء الهجوم`, `يشتبه بانتمائهم إلى …`: the one said to be behind it, or whom those who did it belong to."""
    found = _after_one_of(view, i, b, _THAT)
    if found and any(n in words("behind") for n in view.norms[found[-1].last + 1 : found[-1].last + 4]):
        return found
    belonging = next((k for k in range(i + 1, min(i + 6, b)) if view.norms[k] in words("belong")), -1)
    return _after_one_of(view, belonging, b, _TOWARDS) if belonging >= 0 else []


def _after_one_of(view: View, i: int, b: int, prepositions: frozenset[str]) -> list[Actor]:
    for k in range(i + 1, min(i + 8, b)):
        if view.norms[k] in ("،", ".", "؛"):
            break
        if view.norms[k] in prepositions:
            found = _parties(view, k + 1, b)
            if found:
                return found
    return []


def _claimed(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`تبنت حركة … الهجوم`, `أعلن تنظيم … مسؤوليته عن`, `اعترف الجيش بقتل`: the subject of the verb, where an attack or responsibility
    is what is claimed."""
    after = view.norms[i + 1 : min(i + _REACH, b)]
    if _negated(view, i, a) or "عدم" in after[:6] or any(n in words("similar") for n in after) or not _about(view, i, b):
        return []
    return _subject(view, i, a, b)


def _about(view: View, i: int, b: int) -> bool:
    """What a verb of claiming is about: an attack or the responsibility for one."""
    norm = view.norms[i]
    after = view.norms[i + 1 : min(i + _REACH, b)]
    if norm in words("claim_attack"):
        if any(n in words("adopted") for n in after[:5]):
            return False
        return any(n in words("claimed_thing") for n in after) or norm.endswith(("ه", "ها", "هما"))
    following = [(n, view.norm(i + 2 + k)) for k, n in enumerate(after)]
    if norm in words("admit") and any(
        n == "ب" and (then in words("agentive") or then in words("own_responsibility")) for n, then in following
    ):
        return True
    return any(n in words("own_responsibility") and (then.startswith("عن") or then in words("behind")) for n, then in following)


def _said_of_itself(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`قال تنظيم … إنه نفذ التفجيرين`: the subject of the verb of speech before."""
    k = i + 2 if view.norm(i + 1) == "قد" else i + 1
    if view.norm(k) not in words("behind") or view.norm(k) in triggers() or _negated(view, k, a):
        return []
    if not any(n in words("claimed_thing") and n not in words("agentive") for n in view.norms[k : min(k + _REACH, b)]):
        return []
    verb = next((j for j in range(i - 1, a - 1, -1) if view.norms[j] in speech("verb")), -1)
    return _subject(view, verb, a, i) if verb >= 0 else []


def _denied(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`نفت الحركة مسؤوليتها عن …`, `نفى الجيش استهداف …`, `لا علاقة لـ… بـ`: who denies that it did it."""
    after = view.norms[i + 1 : min(i + _REACH, b)]
    groups = ("involvement", "own_act", "behind", "own_responsibility")
    own = any(n in attack_verbs() or any(n in words(group) for group in groups) for n in after)
    return _subject(view, i, a, b) if own and not _negated(view, i, a) else []


def _disclaimed(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`أعلنت الحركة عدم مسؤوليتها عن …`: who says that it did not."""
    after = view.norms[i + 1 : min(i + _REACH, b)]
    own = "عدم" in after and any(n in words("own_responsibility") for n in after[after.index("عدم") : after.index("عدم") + 3])
    return _subject(view, i, a, b) if own else []


def _not_behind(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`قالت حركة … إنها ليست وراء التفجير`."""
    if not any(n in words("involvement") or n in words("behind") for n in view.norms[i + 1 : i + 4]):
        return []
    verb = next((j for j in range(i - 1, a - 1, -1) if view.norms[j] in speech("verb")), -1)
    return _subject(view, verb, a, i) if verb >= 0 else []


def _unrelated(view: View, i: int, a: int, b: int) -> list[Actor]:
    """`لا علاقة لقواتنا بـ`, `ليس للحركة أي صلة بـ`."""
    if not _negated(view, i, a):
        return []
    for k in (*range(i + 1, min(i + 4, b)), *range(max(a, i - 4), i)):
        if view.norms[k] == "ل":
            found = _parties(view, k + 1, b)
            if found:
                return found
    # `أن الحزب لا علاقة له`, `كتائب …: لا علاقة لنا`: who the pronoun stands for.
    for k in range(i - 1, a - 1, -1):
        found = actors_at(view, k, i, places=False)
        if found and found[-1].last >= i - 5 and (k not in view.ent_in or view.ent_in[k] == k):
            return found
    return []


def _negated(view: View, i: int, a: int) -> bool:
    return any(n in words("negative") or n in ("لم", "لن", "لا", "ليس", "ليست", "دون") for n in view.norms[max(a, i - 3) : i])


def _parties(view: View, k: int, end: int) -> list[Actor]:
    """The actors at word `k`; a capital may stand for its government here (`اتهمت أنقرة …`)."""
    found = actors_at(view, k, end)
    if not found and k < end and view.norms[k] in words("capital") and k in view.ent_at:
        return [Actor(k, view.ent_at[k][0], k, "place")]
    return found


def _subject(view: View, i: int, a: int, b: int) -> list[Actor]:
    """The subject of the verb at `i`: right after it, else right before it."""
    k = i + 1
    while k < b and (view.norms[k] in words("time") or view.norms[k] in ("ايضا", "كذلك", "،", "عن")):
        k += 1
    for start in range(k, min(k + 4, b)):
        found = [x for x in _parties(view, start, b) if x.kind != "adjective"]
        if found:
            return found
        if view.norms[start] in _PREPOSITIONS and start == k:
            break
    # A verb right before its object or clause has its subject in front; another noun after it is a subject that no list knows.
    alone = view.norm(i + 1) in _OBJECTLESS or any(view.norm(i + 1) in words(group) for group in ("own_responsibility", "involvement"))
    return _before(view, i, a) if alone or view.norm(i + 1) in masdars() or view.norm(i + 1) in attack_nouns() else []


def _before(view: View, i: int, a: int) -> list[Actor]:
    """The actor phrase that ends right before the word at `i`."""
    j = i - 1
    while j > a and view.norms[j] in ("قد", "كانت", "كان", "،", "و"):
        j -= 1
    if view.norms[j] in (":", "-"):
        return []  # `بغداد - «…»: أعلنت مجموعة …`: who writes
    for k in range(max(a, j - 8), j + 1):
        found = actor_at(view, k, j + 1, places=False)
        if found is not None and found.last >= j - 1 and (k == a or view.norms[k - 1] not in words("preposition")):
            return [found]
    return []


_READERS: tuple[tuple[Kind, str, Callable[[View, int, int, int], list[Actor]]], ...] = (
    ("accused", "blame", _accused),
    ("accused", "blame_object", _accused_before),
    ("accused", "exchange", _each_other),
    ("accused", "hold_responsible", _held_responsible),
    ("accused", "point_at", _pointed_at),
    ("accused", "ascribe", _ascribed),
    ("accused", "suspect", _suspected),
    ("claimed_responsibility", "claim_attack", _claimed),
    ("denied", "avow", _disclaimed),
    ("claimed_responsibility", "avow", _claimed),
    ("claimed_responsibility", "admit", _claimed),
    ("claimed_responsibility", "self", _said_of_itself),
    ("denied", "deny", _denied),
    ("denied", "not_be", _not_behind),
    ("denied", "relation", _unrelated),
)
