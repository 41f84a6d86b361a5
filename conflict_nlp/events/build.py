"""Events of a document: its acts and words of harm joined, named, and linked to the claims about their victims."""

from __future__ import annotations

from dataclasses import replace

from conflict_nlp.attribution.actors import Actor, Names, mention
from conflict_nlp.attribution.acts import Act
from conflict_nlp.attribution.lexicon import agents as actor_nouns
from conflict_nlp.claims.lexicon import casualty_forms, is_combatant, words
from conflict_nlp.entities.lexicon import bare
from conflict_nlp.events.groups import groups_of
from conflict_nlp.events.lexicon import event_words, number_words
from conflict_nlp.events.means import Means, best, means_in
from conflict_nlp.events.merge import merged
from conflict_nlp.events.people import phrase_of
from conflict_nlp.events.phrases import Span, is_noun, is_people, last_of, phrase_at
from conflict_nlp.events.seed import Seed
from conflict_nlp.events.seeds import seeds_of
from conflict_nlp.events.told import is_told
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention

_TYPES = {"detained": "COERCE"}
_HARMED = frozenset({"killed", "injured", "killed_or_injured", "detained", "abducted"})
_OWN = frozenset({"abduct", "arrest", "seize", "targeted", "torture"})
_BEFORE, _AFTER = 3, 12
_MOST = 48  # words whose actors and targets an event takes; a long report may refer to it any number of times


def find_events(view: View, names: Names, acts: list[Act], claims: list[CasualtyClaim], limit: int) -> list[ConflictEvent]:
    """The events of a document in the order of the text. Pure: nothing is written to the document."""
    seeds = _with_claims(view, seeds_of(view, acts, limit), claims)
    groups = groups_of(view, [seed for seed in seeds if is_told(view, seed)])
    groups = merged(view, names, groups, claims)
    by_id = {claim.id: claim for claim in claims}
    events = [_event(view, names, group, by_id) for group in groups]
    found = sorted((event for event in events if event is not None), key=lambda event: event.trigger.start)
    return [replace(event, id=f"e{n}") for n, event in enumerate(found, 1)]


def with_events(claims: list[CasualtyClaim], events: list[ConflictEvent]) -> list[CasualtyClaim]:
    """The claims with the ids of the events that caused them."""
    caused = {claim: event.id for event in events for claim in event.claims}
    return [replace(claim, event=caused.get(claim.id)) for claim in claims]


def _with_claims(view: View, seeds: list[Seed], claims: list[CasualtyClaim]) -> list[Seed]:
    """The seeds with the claims whose harm they tell; a claim that no seed tells becomes a mark, which joins it to what caused it."""
    by_word = {seed.at: seed for seed in seeds}
    for claim in claims:
        harm = next((e for e in claim.evidence if e.role == "harm"), None)
        at = view.words_in(harm.start, harm.end)[0] if harm is not None else view.words_in(claim.start, claim.end)[0]
        seed = by_word.get(at)
        if seed is None or seed.kind not in ("harm", "mark"):
            if seed is not None:
                at = view.words_in(claim.start, claim.end)[0]
                seed = by_word.get(at)
            if seed is None:
                sent = view.sent_of[at]
                seed = by_word[at] = Seed(at, sent, "mark", "harm", _TYPES.get(claim.harm, "ASSAULT"), alone=False)
        if claim.status != "asserted" and not _attempted(view, at):
            seed.denied = True
        seed.claims.append(claim.id)
        if claim.harm in _HARMED and claim.part_of is None:
            span = _victims(view, claim, [a for a in seed.actors if a.first > seed.at])
            has_object = any(is_people(view, first) for first, _ in seed.victims)
            if span is not None and has_object and any(a.first <= span[1] and span[0] <= a.last for a in seed.actors):
                continue  # `جنود خطفوا مواطنا`: who has an object is its subject
            kept = seed.victims if len(seed.claims) > 1 else []
            if span is not None and span not in kept and len(kept) < _MOST:
                seed.victims = [*kept, span]
    return sorted(by_word.values(), key=lambda seed: seed.at)


def _attempted(view: View, at: int) -> bool:
    """`محاولة اغتيال`: an attempt is an attack, a threat is none."""
    return any(n in words("attempt") for n in view.norms[max(0, at - 3) : at])


def _victims(view: View, claim: CasualtyClaim, subject: list[Actor]) -> Span | None:
    """The noun phrase of the victims of a claim, without its number and the verb's subject; None where no noun tells who they are."""
    first, last = view.words_in(claim.victims.start, claim.victims.end)
    first = max([first, *(a.last + 1 for a in subject if a.first <= first <= a.last < last)])
    end = view.sents[view.sent_of[first]][1]
    if view.norms[first] in event_words("most"):
        return phrase_at(view, last + 2, end) if view.norm(last + 1) == "من" else None  # `13 معظمهم من أفراد الشرطة`
    if view.norms[first].isdigit() or view.norms[first] in number_words() or not is_noun(view, first):
        return None
    return first, max(last, last_of(view, first, end))


def _event(view: View, names: Names, group: list[Seed], claims: dict[str, CasualtyClaim]) -> ConflictEvent | None:
    """The record of one event; None where its words tell too little to call it one."""
    linked = [claims[id_] for seed in group for id_ in seed.claims]
    first = next((s for s in group if s.alone), None) or _armed_harm(group)
    if first is None:
        return None
    group = group[:_MOST]
    targets = _targets(view, group)
    attackers = _attackers(view, names, group, targets, linked)
    means = _means(view, group) if first.type == "ASSAULT" else None
    if not (attackers or targets or linked or _happened(view, group)):
        return None
    place = next((c for c in linked if c.place is not None), None)
    dated = next((c for c in linked if c.date is not None), None)
    mode, acled = _kind(view, group, means, targets)
    return ConflictEvent(
        id="",
        type=first.type,
        trigger=_evidence(view, first, "trigger"),
        mode=mode or None,
        acled_type=acled or None,
        attackers=attackers,
        targets=[_mention(view, names, span) for span in targets],
        means=view.slice(means.first, means.last) if means is not None else None,
        place=place.place if place is not None else None,
        date=dated.date if dated is not None else None,
        date_precision=dated.date_precision if dated is not None else None,
        evidence=[_evidence(view, seed, "attacker" if seed.actors else "event") for seed in group if seed is not first],
        claims=[c.id for c in linked],
    )


def _armed_harm(group: list[Seed]) -> Seed | None:
    """`إصابة ثلاثة برصاص …`, `أصيب بعد أن طعنه …`: harm that may be an accident is an attack where a weapon or somebody did it."""
    weapon = any((s.kind == "noun" and s.mode) or (s.kind == "verb" and s.actors) for s in group)
    return next((s for s in group if s.kind == "harm" and weapon), None)


def _evidence(view: View, seed: Seed, role: str) -> Evidence:
    return Evidence(role, view.slice(seed.at, seed.at), view.starts[seed.at], view.ends[seed.at], seed.rule)


def _targets(view: View, group: list[Seed]) -> list[Span]:
    """Those attacked and harmed, each once, in the order of the text. Who is told to have attacked is no target, but may be a victim."""
    actors = [a for seed in group for a in seed.actors]
    told = {s for seed in group for s in seed.victims}
    told |= {s for seed in group for s in seed.targets if not any(s[0] <= a.last and a.first <= s[1] for a in actors)}
    spans: list[Span] = []
    seen: set[frozenset[str]] = set()
    for span in sorted(told, key=lambda s: (s[0], -s[1])):
        said = frozenset(map(bare, view.norms[span[0] : span[1] + 1]))
        if (not spans or span[0] > spans[-1][1]) and said not in seen:
            spans.append(span)
            seen.add(said)
    named = [span for span in spans if not _only_counted(view, span)]
    return named or spans


def _only_counted(view: View, span: Span) -> bool:
    """`آخرون`, `جرحى`: people told by their number or harm alone."""
    norm = view.norms[span[0]]
    return norm in words("other_plural") or norm in words("other_one") or norm in casualty_forms()


def _attackers(view: View, names: Names, group: list[Seed], targets: list[Span], linked: list[CasualtyClaim]) -> list[Mention]:
    """Who did it, as the text says: never one of those attacked. A group that claims an attack stands for its unnamed attacker."""
    actors = [a for seed in group for a in (*seed.actors, *seed.others)]
    actors = [a for a in actors if not any(first <= a.last and a.first <= last for first, last in targets)]
    if any(a.kind != "gunman" for a in actors) and any(seed.kind == "claim" for seed in group):
        actors = [a for a in actors if a.kind != "gunman"]
    found = [_attacker(view, names, a) for a in actors]
    if not found:
        spans = [(view.starts[a], view.ends[b]) for a, b in targets]
        told = (m for claim in linked for m in claim.perpetrators)
        found = [m for m in told if not any(m.start < end and start < m.end for start, end in spans)]
    out: list[Mention] = []
    for m in found:
        if all(m.name != other.name for other in out):
            out.append(m)
    return out


def _attacker(view: View, names: Names, actor: Actor) -> Mention:
    """The record of an attacker: the whole phrase of the text (`جنود المارينز`, `القوات الأفغانية والدولية`), with the actor's name."""
    told = mention(view, names, actor)
    first, last = phrase_of(view, actor)
    return replace(told, text=view.slice(first, last), start=view.starts[first], end=view.ends[last])


def _mention(view: View, names: Names, span: Span) -> Mention:
    """The record of a target."""
    first, last = span
    text = view.slice(first, last)
    kb_id = view.ent_at[first][1].kb_id_ if first in view.ent_at and view.ent_at[first][0] == last else ""
    name = names.full(view.norms[first : last + 1], text, kb_id) if kb_id else text
    return Mention(text, view.starts[first], view.ends[last], name, kb_id or None)


def _means(view: View, group: list[Seed]) -> Means | None:
    """The weapon told within reach of the words of the event."""
    a, b = view.sents[group[0].sent]
    near = [seed for seed in group if seed.sent == group[0].sent]
    first, last = max(a, near[0].at - _BEFORE), min(b, near[-1].at + _AFTER)
    return best(means_in(view, first, last), near[0].at)


def _kind(view: View, group: list[Seed], means: Means | None, targets: list[Span]) -> tuple[str, str]:
    """PLOVER mode and ACLED sub-event type: the word's own where it tells the way (`اغتيال`, `خطف`), else the weapon's."""
    own = next((s for s in group if s.mode in _OWN), None)
    named = next((s for s in group if s.mode and s.alone), None) or next((s for s in group if s.mode), None)
    mode = own.mode if own is not None else means.mode if means is not None else named.mode if named is not None else ""
    if own is not None and own.mode in ("abduct", "arrest", "seize"):
        return mode, own.acled
    if any(s.kind == "clash" for s in group):
        return mode, "Armed clash"
    acled = means.acled if means is not None else ""
    acled = acled or next((s.acled for s in group if s.acled), "")
    return mode, acled or ("Armed clash" if any(_armed(view, span) for span in targets) else "Attack")


def _armed(view: View, span: Span) -> bool:
    """The target is a force or its members."""
    first, last = span
    if any(k in view.ent_at and view.ent_at[k][1].id_ == "armed" for k in range(first, last + 1)):
        return True
    return any(actor_nouns().get(norm) in ("armed", "gunman") or is_combatant(norm) for norm in view.norms[first : last + 1])


def _happened(view: View, group: list[Seed]) -> bool:
    """A word of happening stands beside the word of attack (`وقع هجوم`, `انفجار هز المدينة`), or a weapon exploded."""
    near = {n for seed in group for n in view.norms[max(0, seed.at - 2) : seed.at + 3]}
    return bool(near & event_words("happened")) or any(view.norms[seed.at].startswith("انفجر") for seed in group)
