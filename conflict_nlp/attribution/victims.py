"""The side that the victims belong to: armed group, army, police or state body, as the text names it."""

from __future__ import annotations

from dataclasses import replace

from conflict_nlp.attribution.actors import Actor, Names, actor_at, mention
from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.lexicon import agents
from conflict_nlp.attribution.sides import camp, only_tells
from conflict_nlp.claims.lexicon import is_combatant, noun_readings, triggers, words
from conflict_nlp.entities.lexicon import bare, nationality
from conflict_nlp.linking.knowledge import force_of, group_of
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, Evidence, Mention, Victims, VictimType

_OTHERS = ("آخرون", "آخرين", "آخر", "آخران", "اثنان", "اثنين")
_JOINING = ("من", "في", "ل", "تابعين", "تابعا", "تابع", "ينتمون", "الي", "ب", "صفوف", "عناصر", "بين", "تابعين")


def with_victim_actors(view: View, names: Names, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """Victims' actors from their own words, then from the claims they are part of, repeat, or refer back to."""
    out: list[CasualtyClaim] = []
    for claim in claims:
        found = victim_actor(view, names, claim)
        out.append(replace(claim, victims=on_side(claim.victims, found)) if found is not None else claim)
        if found is not None:
            start, end = view.starts[view.words_in(found.start, found.end)[0]], found.end
            told = Evidence("victim_actor", view.text[start:end], start, end, "own words")
            out[-1] = replace(out[-1], evidence=[*claim.evidence, told])
    table = ClaimSet(view, out)
    for _ in range(2):
        for n, claim in enumerate(out):
            if claim.victims.actor or claim.victims.type == "civilian":
                continue
            k = next((k for k in _linked(view, table, n) if out[k].victims.actor and _may_share(view, claim, out[k])), None)
            if k is not None:
                v = out[k].victims
                told = next(e for e in out[k].evidence if e.role == "victim_actor")
                side = Mention(v.actor or "", v.actor_start or 0, v.actor_end or 0, v.actor or "", v.actor_kb_id)
                evidence = [*claim.evidence, replace(told, rule="same people")]
                out[n] = replace(claim, victims=on_side(claim.victims, side), evidence=evidence)
    return out


def on_side(victims: Victims, side: Mention) -> Victims:
    """The victims as members of `side`."""
    kind: VictimType = victims.type if victims.type != "unknown" else "combatant"
    return replace(victims, type=kind, actor=side.name, actor_start=side.start, actor_end=side.end, actor_kb_id=side.kb_id)


def _linked(view: View, table: ClaimSet, n: int) -> list[int]:
    """The claims about the same people or others of their kind."""
    claim = table.claims[n]
    linked = [*table.repeats(n), *table.total(n)]
    if n and (claim.victims.text in _OTHERS or claim.text.endswith(("منهم", "منهما")) or _with_those_before(view, claim)):
        linked += list(table.total(n - 1)) or [n - 1]
    elif n and not claim.part_of and table.sents[n] == table.sents[n - 1] and _bare(claim) and not table.claims[n - 1].part_of:
        linked.append(n - 1)  # `قتل ستة جنود … وأصيب ثمانية`
    return linked


def _with_those_before(view: View, claim: CasualtyClaim) -> bool:
    """`قتل قيادي في … مع مسلحين اثنين`: fighters harmed along with those told before them."""
    first, _ = view.words_in(claim.start, claim.end)
    return view.norm(first - 1) == "مع" and claim.victims.type == "combatant"


def _bare(claim: CasualtyClaim) -> bool:
    """The figure has no noun of its own."""
    v = claim.victims
    own = v.end <= claim.start or (v.start, v.end) == (claim.start, claim.end)
    return own and claim.low != 1 and not any(noun_readings(normalize(word)) for word in claim.text.split())


def _may_share(view: View, claim: CasualtyClaim, other: CasualtyClaim) -> bool:
    """A fighter against the state (`انتحاري`) is not of the army that lost men with him."""
    head = view.norm(view.words_in(claim.victims.start, claim.victims.end)[0])
    return head not in words("group_camp") or camp(other.victims.actor or "", other.victims.actor_kb_id) != "state"


def victim_actor(view: View, names: Names, claim: CasualtyClaim) -> Mention | None:
    """The victims' actor read off their own noun phrase, or None."""
    first, last = view.words_in(claim.victims.start, claim.victims.end)
    _, claim_last = view.words_in(claim.start, claim.end)
    end = view.sents[view.sent_of[claim_last]][1] if claim_last < len(view) else len(view)
    inside = _inside(view, names, first, max(last, claim_last))
    if inside is not None:
        return inside
    if is_own(view, last):
        return _owner(view, names, claim, first)
    fronted = _fronted(view, names, view.words_in(claim.start, claim.end)[0])
    if fronted is not None and claim.victims.type != "civilian":
        return fronted
    if claim.victims.type == "civilian":
        return None
    announced = _announced(view, names, claim, last)
    if announced is not None:
        return announced
    named = _leader(view, names, max(last, claim_last) + 1, end)
    if named is not None:
        return named
    k, hops = max(last, claim_last) + 1, 0
    while k < end and hops < 6:
        norm = view.norms[k]
        if norm in words("subset"):
            return None
        if k in view.ent_at and view.norm(k - 1) == "من" and _is_soldier(view.norms[last]):
            country = view.ent_at[k][1].kb_id_
            if country.startswith("place:country:"):
                return Mention(view.slice(k, k), view.starts[k], view.ends[k], view.slice(k, k), force_of(country[-2:]) or None)
        if k in view.ent_at or norm not in _JOINING:
            actor = actor_at(view, k, end, places=False)
            if actor is not None and actor.kind in ("entity", "common"):
                ent = view.ent_at.get(actor.core)
                armed = ent is None or ent[1].id_ == "armed" or agents().get(view.norms[actor.core]) == "armed"
                if not armed and claim.victims.type != "combatant":
                    return None
                side = mention(view, names, actor)
                return None if only_tells(side.kb_id) else side  # `وسبعة من المقاتلين بحسب حصيلة للمرصد`
        if (
            norm in _JOINING
            or norm in ("علي", "الاقل", "اخرون", "اخرين", "اخر")
            or norm in words("described")
            or is_combatant(norm)
            or (norm.startswith("ال") and hops < 2)
        ):
            k += 1
            hops += 1
            continue
        nation = nationality(norm)
        if nation is not None and hops == 0 and claim.victims.type == "combatant":
            if view.norm(k + 1) == "من":  # `مقاتلا كرديا من حزب …`: the group is named
                k, hops = k + 1, hops + 1
                continue
            return _national(view, names, k) if _is_soldier(view.norms[k - 1]) else None
        return None
    return None


def _leader(view: View, names: Names, k: int, end: int) -> Mention | None:
    """`فلان القائد الميداني في تنظيم X`, `فلان أمير كتيبة X`: the armed group in which the named one has a rank."""
    if view.norm(k) == "،":
        k += 1
    if view.norm(k - 1) in words("leader") and k - 1 not in view.ent_in:
        k -= 1  # `مقتل قائد اللواء الثاني في …`: the rank is all that is told
    elif k - 1 not in view.ent_in or view.norm(k) not in words("leader"):
        return None
    for j in range(k + 1, min(k + 5, end)):
        actor = actor_at(view, j, end, places=False)
        if actor is not None:
            armed = actor.kind == "common" or (actor.kind == "entity" and view.ent_at[actor.core][1].id_ == "armed")
            return mention(view, names, actor) if armed else None
        told = view.norms[j].startswith("ال") or view.norms[j] in words("described") or view.norms[j] in ("في", "ب", "ل", "من")
        if not told:
            return None
    return None


def is_own(view: View, k: int) -> bool:
    """`جنودها`, `مقاتليه`: fighters with a pronoun that says whose."""
    norm = view.norm(k)
    return norm.endswith(("ها", "ه", "هم", "نا")) and view.text[view.ends[k] - 1] != "ة" and is_combatant(norm)


def _owner(view: View, names: Names, claim: CasualtyClaim, first: int) -> Mention | None:
    """Whom the pronoun of the victims means: the force that speaks, else the one named last before them in the sentence, of a gender
    that agrees."""
    pronoun = view.norms[view.words_in(claim.victims.start, claim.victims.end)[1]]
    speaker = next(filter(None, (force_in(view, names, source) for source in claim.sources)), None)
    if speaker is not None and (pronoun.endswith("نا") or _agrees(speaker.name, pronoun)):
        return speaker
    a, _ = view.sents[view.sent_of[first]]
    for k in range(first - 1, a - 1, -1):
        if view.ent_in.get(k, k) != k:
            continue
        actor = actor_at(view, k, first, places=False)
        armed = actor is not None and (actor.kind == "common" or (actor.kind == "entity" and view.ent_at[actor.core][1].id_ == "armed"))
        accused = actor is not None and view.norm(actor.last + 1) == "ب" and view.norm(actor.last + 2) in triggers()
        if actor is not None and armed and not accused and _agrees(view.slice(actor.core, actor.last), pronoun):
            return mention(view, names, actor)
    return None


def force_in(view: View, names: Names, speaker: Mention) -> Mention | None:
    """The force that speaks, itself or through a spokesman; None for a witness or a monitor."""
    first, last = view.words_in(speaker.start, speaker.end)
    for k in range(first, last + 1):
        if k in view.ent_at:
            if view.ent_at[k][1].id_ != "armed":
                return None
            return speaker if k == first else mention(view, names, Actor(k, view.ent_at[k][0], k, "entity"))
        if k in view.nominal:
            return mention(view, names, Actor(k, k, k, "common"))
    return speaker if agents().get(view.norm(first)) in ("armed", "state") else None


def _agrees(name: str, pronoun: str) -> bool:
    """Whether a pronoun at the end of a word may stand for an actor: `ها` for a feminine one, `ه` for a masculine one, `هم` for any."""
    return pronoun.endswith("هم") or is_feminine(name) == pronoun.endswith("ها")


def is_feminine(name: str) -> bool:
    """Whether the first word of a name is feminine to the verbs and pronouns that go with it, plurals of things included."""
    head = normalize(name.strip('«»"“” ').split(" ")[0])
    return head.endswith(("ه", "ات", "ا")) or bare(head) in words("feminine")


def _announced(view: View, names: Names, claim: CasualtyClaim, last: int) -> Mention | None:
    """`أعلن الجيش مقتل جنديين`, `أقر الجيش بإصابة ضابط`: soldiers whose death an army announces are its own, unless the text says whose
    they are or that it killed them."""
    harm = next((e for e in claim.evidence if e.role == "harm"), None)
    if harm is None or not claim.sources or not _is_soldier(view.norms[last]):
        return None
    t, _ = view.words_in(harm.start, harm.end)
    trigger = triggers().get(view.norms[t])
    passive = trigger is not None and (trigger.kind == "masdar" or trigger.voice in ("passive", "middle"))
    following = view.norm(view.words_in(claim.start, claim.end)[1] + 1)
    if not passive or view.norms[t] in words("agentive") or following in ("من", "ل") or nationality(following) is not None:
        return None
    speaker = next(filter(None, (force_in(view, names, source) for source in claim.sources)), None)
    return speaker if speaker is not None and camp(speaker.name, speaker.kb_id) == "state" else None


def _fronted(view: View, names: Names, first: int) -> Mention | None:
    """`وقتل من القوات المشتركة ثلاثة جنود`, `قتل من جانب المقاومة ثمانية`, `وسقط للحوثيين 12 قتيلا`: whose they are stands before the
    count."""
    for k in range(max(0, first - 6), first):
        if view.norms[k] in ("من", "ل") and view.norm(k - 1) in triggers() | dict.fromkeys(words("fall")):
            actor = actor_at(view, k + 2 if view.norm(k + 1) in words("side_of") else k + 1, first, places=False)
            if actor is not None and actor.last == first - 1:
                return mention(view, names, actor)
    return None


def _inside(view: View, names: Names, first: int, last: int) -> Mention | None:
    """An actor inside the phrase: `17 داعشيا`, `جندي تركي`, `عناصر الشرطة`."""
    for k in range(first, last + 1):
        norm = view.norms[k]
        if k in view.nominal:
            return mention(view, names, Actor(k, k, k, "common"))
        nation = nationality(norm)
        if nation is not None and nation.actor:
            full = names.full([bare(nation.actor)], nation.actor)
            return Mention(view.slice(k, k), view.starts[k], view.ends[k], full, group_of(nation))
        if nation is not None and k > first and _is_soldier(view.norms[k - 1]):
            if view.norm(k + 1) == "من" and actor_at(view, k + 2, len(view), places=False) is not None:
                return None  # `مقاتلا كرديا من حزب …`: what follows names the group
            return _national(view, names, k)
        if k > first + 1 and agents().get(norm) in ("armed", "state") and view.norms[k - 2] == "من" and _of_members(view.norms[k - 1]):
            actor = actor_at(view, k, len(view), places=False)
            if actor is not None and actor.kind in ("entity", "common"):
                return mention(view, names, actor)
        if k in view.ent_at and view.ent_at[k][1].label_ == "ORG" and view.ent_at[k][1].id_ == "armed":
            actor = actor_at(view, k, last + 1, places=False)
            if actor is not None:
                return mention(view, names, actor)
    return None


def _national(view: View, names: Names, k: int) -> Mention:
    text = view.slice(k, k)
    nation = nationality(view.norms[k])
    if nation is not None and nation.kind == "nation" and view.norm(k - 1) not in words("police_head"):
        kb_id = force_of(nation.country)
        return Mention(text, view.starts[k], view.ends[k], names.of_nation(view.norms[k]) or text, kb_id or None)
    return Mention(text, view.starts[k], view.ends[k], text)


def _of_members(norm: str) -> bool:
    """`منسوبي`, `رجال`, `عناصر`: the construct plural of people, before whose they are."""
    return is_combatant(norm) or any(f.number != "sg" for f in noun_readings(norm))


def _is_soldier(norm: str) -> bool:
    """A fighter of a state: nationality tells whose (`جندي تركي`), which it does not of a member of a group (`قيادي سوري`)."""
    return is_combatant(norm) and norm not in words("irregular")
