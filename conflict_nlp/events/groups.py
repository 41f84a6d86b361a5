"""Which seeds of a sentence tell of one and the same event."""

from __future__ import annotations

from conflict_nlp.attribution.lexicon import attack_verbs
from conflict_nlp.claims.lexicon import words
from conflict_nlp.events.lexicon import event_words
from conflict_nlp.events.seed import Seed
from conflict_nlp.text.view import View

_FAR = 30
_MOST = 24  # words of one event in a sentence
_TOGETHER = 8
_BLAMED = 4


def groups_of(view: View, seeds: list[Seed]) -> list[list[Seed]]:
    """The seeds of a document, by event; a group lies within one sentence."""
    groups: list[list[Seed]] = []
    for seed in seeds:
        # The event told last, or the one before it where a mark or an instrument only adds to that.
        for group in groups[-1:-3:-1]:
            if group[-1].sent == seed.sent and len(group) < _MOST and _same(view, group, seed):
                group.append(seed)
                break
        else:
            groups.append([seed])
    return groups


def _same(view: View, group: list[Seed], seed: Seed) -> bool:
    """The seed goes on telling of the event of the group before it."""
    last = group[-1]
    if seed.at - last.at > _FAR or not _compatible(group, seed):
        return False
    between = view.norms[last.at + 1 : seed.at]
    if "وادي" in between and view.norm(last.at + 2 + between.index("وادي")) == "الي":
        between[between.index("وادي")] = "ادي"  # `وادى إلى`, written without hamza, is no valley
    if any(n in event_words("other") for n in between) or "؛" in between:
        return False
    if seed.kind == "by":
        return len(between) <= 2 * _TOGETHER and not any(s.actors for s in group) and not any(n in words("relative") for n in between)
    if last.rule == "responsibility":
        return len(between) <= 2 * _TOGETHER
    if last.rule == "blamed":
        return bool(last.actors) and seed.at - last.actors[-1].last <= _BLAMED  # `اتهمت … القوات بقصف`
    if seed.kind in ("harm", "mark"):
        return _harm_after(view, last, seed, between)
    if last.kind in ("harm", "mark"):
        return _attack_after_harm(view, seed, between)
    return _attack_after_attack(view, last, seed, between)


def _compatible(group: list[Seed], seed: Seed) -> bool:
    """Arrests are no attacks, and two authors make two events, but for a group that claims what somebody unnamed did."""
    arrest = {s.type for s in group if s.kind != "by"} | ({seed.type} if seed.kind != "by" else set())
    if len(arrest) > 1:
        return False
    modes = {s.mode for s in (*group, seed) if s.kind == "harm" and s.mode in ("abduct", "arrest")}
    others = any(s.kind in ("noun", "verb", "harm") and s.mode not in modes and s.alone for s in (*group, seed))
    if modes and others:
        return False
    told = {a.core for s in group for a in s.actors}
    return not (told and seed.actors and seed.kind not in ("claim", "by") and not told & {a.core for a in seed.actors})


def _harm_after(view: View, last: Seed, seed: Seed, between: list[str]) -> bool:
    """`هجوم أدى إلى مقتل`, `مقتل … وإصابة …`, `فجر نفسه ليقتل`."""
    if any(n in words("result") for n in between):
        return True
    joined = view.norm(seed.at - 1)
    if last.kind in ("harm", "mark"):
        finite = seed.actors and seed.kind == "harm" and last.actors == []
        return (joined in ("و", "او", "ف") or "و" in between[-4:] or not between) and not finite
    if any(n in words("separate") for n in between):
        return False
    if last.kind in ("noun", "clash") and not seed.actors and not set(between) & {"و", "،", "."} and len(between) <= 2 * _TOGETHER:
        return True  # `هجوم في السوق قتل فيه خمسة`, `تفجير … يقتل 60 شخصا`
    return joined in ("ف", "ل") or (joined == "و" and len(between) <= _TOGETHER) or len(between) <= 2


def _attack_after_harm(view: View, seed: Seed, between: list[str]) -> bool:
    """`مقتل … في هجوم`, `قتلوا جراء سلسلة تفجيرات`, `قتل … حين انفجرت سيارة`, `مقتل … برصاص`."""
    if any(n in event_words("cause") for n in between[-5:]):
        return True
    return seed.kind == "claim" or (not seed.alone and len(between) <= 2 * _TOGETHER and not any(n in words("separate") for n in between))


def _attack_after_attack(view: View, last: Seed, seed: Seed, between: list[str]) -> bool:
    """`هجوم شنه`, `سيارة مفخخة استهدفت`, `شن … غارات`, `قصف … بالمدفعية`, `تبنى … الهجوم`."""
    if any(n in words("separate") for n in between):
        return False
    if not seed.alone or not last.alone:
        return len(between) <= 2 * _TOGETHER
    verb = attack_verbs().get(view.norms[seed.at])
    if seed.kind == "claim" or last.kind == "claim":
        return True
    if seed.kind == "verb" and last.kind in ("noun", "clash"):
        return verb is not None and (verb.pronoun or not seed.actors) and view.norm(seed.at - 1) not in ("و", "،")
    if "و" in between or (last.targets and seed.targets and not set(last.targets) & set(seed.targets)):
        return False
    return len(between) <= _TOGETHER
