"""Who did it: the acts of a document joined to its claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from conflict_nlp.attribution.actors import Actor, Names, actors_at, mention
from conflict_nlp.attribution.acts import Act
from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.lexicon import agents, attack_nouns, attack_verbs
from conflict_nlp.attribution.victims import same_side
from conflict_nlp.claims.lexicon import masdars, triggers, words
from conflict_nlp.text.view import View, near, news_items
from conflict_nlp.types import CasualtyClaim, Evidence, Mention

_NEAR = 40
_TRIGGER = attrgetter("trigger")
_CLAIMED = 6  # sentences between a harm and the claim of responsibility for it
_TYPES = {"detained": {"ARREST", "ANY"}, "abducted": {"ABDUCT", "ANY"}, "displaced": {"ASSAULT", "ANY", "FIGHT"}}
_OTHERS = {"ASSAULT", "ANY", "FIGHT"}
# What the subject of a verb may stand after when it goes before the verb.
_HEADS = frozenset({"،", ",", "و", "ان", "بان", ":", "ف", "..", "…", "كانت", "كان", "-", "–"})
# Perpetrators, the evidence for them, and whether the text rules a perpetrator out.
Found = tuple[list[Mention], Evidence | None, bool]


class Perpetrators:
    """Finds the perpetrators of each claim: its own verb's agent, an act in its sentence, an act told just before,
    then what other statements of the same event say."""

    def __init__(self, view: View, names: Names, acts: list[Act]) -> None:
        self.view, self.names, self.acts = view, names, acts
        self.items = news_items(view)
        self.harmed: set[int] = set()
        self.by_sent: dict[int, list[Act]] = {}
        for act in acts:
            self.by_sent.setdefault(act.sent, []).append(act)

    def assign(self, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
        """The claims with their perpetrators and the evidence for them."""
        for claim in claims:
            first, last = self.view.words_in(claim.start, claim.end)
            self.harmed.update(range(first, last + 1))
            if claim.victims.actor_start is not None:
                self.harmed.add(self.view.words_in(claim.victims.actor_start, claim.victims.actor_start + 1)[0])
        own: list[Found] = [self._own(c) for c in claims]
        table = ClaimSet(self.view, claims)
        for n in range(len(claims)):
            if not own[n][0] and not own[n][2]:
                own[n] = self._inherit(n, table, own)
        for n in range(len(claims)):
            if not own[n][0] and not own[n][2]:
                own[n] = self._repeated(n, table, own)
        out = []
        for claim, (found, evidence, _) in zip(claims, own, strict=True):
            found = [m for m in found if not (claim.victims.actor and same_side(self.names, m.name, claim.victims.actor))]
            more = [evidence] if evidence is not None and found else []
            out.append(replace(claim, perpetrators=found, evidence=[*claim.evidence, *more]))
        return out

    # -- what the claim's own words say ----------------------------------------------------------------------------

    def _own(self, claim: CasualtyClaim) -> Found:
        """(perpetrators, evidence, closed): `closed` where the sentence itself rules a perpetrator out."""
        view = self.view
        first, last = view.words_in(claim.start, claim.end)
        sent = view.sent_of[first]
        a, b = view.sents[sent]
        if claim.sources and self._armed(claim.sources[0]) and self._avowed(claim, first, a):
            return list(claim.sources[:1]), self._harm_evidence(claim, "avowed"), False
        executed = self._execution(claim, first, a)
        if executed:
            return executed, None, False
        direct = self._agent(claim, first, last, a, b)
        if direct:
            return self._mentions(direct), self._evidence(direct[0], "agent"), False
        trigger = self._trigger(claim, first)
        acts = [x for x in near(self.by_sent.get(sent, []), first, last, _NEAR, key=_TRIGGER) if not first <= x.trigger <= last]
        best: Act | None = None
        for act in sorted(acts, key=lambda x: self._distance(x, first, last, trigger)):
            if abs(act.trigger - first) > _NEAR:
                continue
            if act.kind == "accident" and self._distance(act, first, last, trigger) < 25:
                return [], None, True
            if act.kind == "clash":
                found = self._clash(act, claim)
                if found:
                    return found, self._act_evidence(act), False
                continue
            if act.trigger < first and self._apart(act.trigger, trigger if trigger >= 0 else first):
                continue
            if act.rule == "by hand of" and self._other_between(claim, last, act.trigger):
                continue
            if act.actors and act.kind in ("attack", "claim") and act.type in _TYPES.get(claim.harm, _OTHERS):
                if any(x.core in self.harmed for x in act.actors):
                    continue
                best = act
                break
        if best is not None:
            return self._mentions(best.actors), self._act_evidence(best), False
        if self._elliptic(claim, first):
            return [], None, False
        gunmen = self._gunmen(last, b)
        if gunmen:
            return self._mentions(gunmen), self._evidence(gunmen[0], "attacker"), False
        return [], None, False

    def _armed(self, speaker: Mention) -> bool:
        """The speaker is a force of its own, not a witness or a monitor."""
        first, _ = self.view.words_in(speaker.start, speaker.end)
        if first in self.view.ent_at:
            return self.view.ent_at[first][1].id_ == "armed"
        return agents().get(self.view.norm(first)) in ("armed", "state")

    def _apart(self, a: int, b: int) -> bool:
        """Words between an act and a harm told after it make them two events (`قصف … بعد مقتل …`), unless a result is told."""
        between = self.view.norms[a + 1 : b]
        return any(n in words("separate") for n in between) and not any(n in words("result") for n in between)

    def _other_between(self, claim: CasualtyClaim, last: int, act: int) -> bool:
        """`32 على يد … و11 على يد …`: who did it is told of the figure right before."""
        return any(k in self.harmed for k in range(last + 1, act)) or act - last > 12

    def _avowed(self, claim: CasualtyClaim, first: int, a: int) -> bool:
        """`أعلنت الكتائب أنها قتلت`: the speaker says it did it."""
        t = self._trigger(claim, first)
        trigger = triggers().get(self.view.norm(t))
        if trigger is None or trigger.kind != "verb" or trigger.voice not in ("either", "active") or trigger.plural:
            return False
        k = t - 1
        while k > a and self.view.norms[k] in ("قد", "و"):
            k -= 1
        if self.view.norms[k] in words("self"):
            # `أنه قتل` may be no more than "that … was killed": the victims tell, or the speaker's gender.
            own = self.view.norms[self.view.words_in(claim.victims.start, claim.victims.end)[1]].endswith(("ه", "ها", "هم"))
            caused = any(x.kind in ("accident", "cause") for x in self.by_sent.get(self.view.sent_of[first], ()) if not x.actors)
            return not own and not caused and (claim.victims.type == "combatant" or not self.view.norms[k].endswith("ه"))
        # `أنه قتل تسعة وأسر اثنين`: the second verb has the first one's subject.
        return self.view.norm(t - 1) == "و" and any(n in words("self") for n in self.view.norms[max(a, t - 9) : t])

    def _elliptic(self, claim: CasualtyClaim, first: int) -> bool:
        """`قتلت القوات قياديا … واعتقلت اثنين`: an active verb after `و` without a subject has the one of the verb before."""
        t = self._trigger(claim, first)
        trigger = triggers().get(self.view.norm(t))
        active = trigger is not None and trigger.kind == "verb" and trigger.voice in ("either", "active") and not trigger.plural
        return active and self.view.norm(t).endswith("ت") and self.view.norm(t - 1) in ("و", "،", "ف")

    def _execution(self, claim: CasualtyClaim, first: int, a: int) -> list[Mention]:
        """`نفذت الكويت حكم الإعدام`: who carries a sentence out; where only its carrying out is announced, who announces it."""
        view = self.view
        t = self._trigger(claim, first)
        trigger = triggers().get(view.norm(t))
        if trigger is None or trigger.kind != "masdar" or trigger.strength != "definite":
            return []
        k = next((k for k in range(t - 1, max(a, t - 12) - 1, -1) if view.norms[k] in words("carry_out")), -1)
        if k < 0:
            return []
        found = actors_at(view, k + 1, t) or self._subject_before(k - 1, a, verbal=True)
        return self._mentions(found) if found else list(claim.sources[:1])

    def _distance(self, act: Act, first: int, last: int, trigger: int) -> int:
        """Acts told after the harm come before those told before it at the same distance."""
        if act.trigger > last:
            return act.trigger - last
        return 2 * (min(trigger if trigger >= 0 else first, first) - act.trigger) + 3 if act.trigger < first else 0

    def _trigger(self, claim: CasualtyClaim, first: int) -> int:
        harm = next((e for e in claim.evidence if e.role == "harm"), None)
        if harm is None:
            return -1
        at, _ = self.view.words_in(harm.start, harm.end)
        return at if at < first else -1

    def _agent(self, claim: CasualtyClaim, first: int, last: int, a: int, b: int) -> list[Actor]:
        """The subject of the harm's own verb (`قتلت "قسد" قياديا`, `غارات تقتل`), or the genitive after its masdar."""
        view = self.view
        harm = next((e for e in claim.evidence if e.role == "harm"), None)
        if harm is None:
            return []
        t, _ = view.words_in(harm.start, harm.end)
        trigger = triggers().get(view.norm(t))
        if trigger is None or (t >= first and trigger.kind != "verb"):
            return []
        if trigger.kind == "verb" and trigger.voice in ("middle", "passive"):
            return []
        if t > last:
            return []
        k = t + 1
        while k < first and view.norms[k] in words("time"):
            k += 1
        if view.norm(k) == "ل" and trigger.kind == "masdar":
            return []
        after = [x for x in actors_at(view, k, first) if x.last < first] if k < first else []
        if after and (trigger.kind == "verb" or after[0].kind in ("entity", "common")):
            return after
        if view.norm(t) in words("body"):
            return []
        verb = next((k for k in range(t - 1, max(a, t - 18) - 1, -1) if view.norms[k] in words("undertake")), -1)
        masdar = trigger.kind != "verb" or (view.norm(t) in masdars() and view.norm(t - 1) in words("preposition"))
        if masdar and verb >= 0 and view.norm(t - 1) in ("من", "علي", "ب", "القاء", "عمليه"):
            # `تمكنت قوات الأمن من قتل`, `أقدم مسلح على خطف`, `قامت الشرطة باعتقال`
            found = [x for x in actors_at(view, verb + 1, t) if x.last < t and x.core not in self.harmed]
            return found or self._subject_before(verb - 1, a, verbal=True, managed=True)
        if view.norm(t) in ("القبض", "قبض"):
            verb = t - 1
            while verb > a and view.norms[verb] not in ("القت", "القي", "تلقي", "يلقي", "القوا"):
                verb -= 1
                if t - verb > 8:
                    return []
            return [x for x in actors_at(view, verb + 1, t) if x.last < t]
        if masdar:
            return []
        return self._subject_before(t - 1, a, verbal=True)

    def _subject_before(self, j: int, a: int, *, verbal: bool, managed: bool = False) -> list[Actor]:
        """The actor phrase in front of the word at `j`, at the head of the clause."""
        view = self.view
        limit = max(a, j - (26 if managed else 14))
        for k in range(limit, j + 1):
            if k > a and (view.norms[k - 1] in words("preposition") or view.norms[k - 1] in words("support")):
                continue
            found = actors_at(view, k, j + 1)
            if not found or any(x.core in self.harmed for x in found):
                continue
            head = k == a or view.norms[k - 1] in _HEADS
            if not head and found[0].kind != "gunman":
                continue
            rest = view.norms[found[-1].last + 1 : j + 1]
            if any(n in words("relative") or n in triggers() or n == ":" for n in rest) or len(rest) > (
                20 if managed else 2 if verbal else 10
            ):
                continue
            if not managed and ("و" in rest or (verbal and "،" in rest)):
                continue
            if k in view.ent_in and view.ent_in[k] != k:
                continue
            return found
        return []

    def _clash(self, act: Act, claim: CasualtyClaim) -> list[Mention]:
        """The side that opposes the victims; both where the text does not say which side they are from."""
        sides = [self._mentions(act.actors), self._mentions(act.others)]
        actor = claim.victims.actor
        if actor:
            for n, side in enumerate(sides):
                if any(same_side(self.names, m.name, actor) or same_side(self.names, m.text, actor) for m in side):
                    return sides[1 - n]
            return sides[1] if not act.actors else []
        return [*sides[0], *sides[1]]

    def _gunmen(self, last: int, end: int) -> list[Actor]:
        """`يقودها انتحاري`, `مسلحون مجهولون`: an unnamed attacker in the sentence."""
        view = self.view
        for k in range(last + 1, min(end, last + 1 + _NEAR)):
            if k in self.harmed or agents().get(view.norms[k]) != "gunman":
                continue
            verb = attack_verbs().get(view.norm(k - 1))
            told = view.norms[k] in words("bomber") or view.norm(k - 1) in words("led") or (verb is not None and verb.pronoun)
            if told and view.norm(k - 1) not in attack_nouns():
                return actors_at(view, k, end)
        return []

    # -- what the rest of the document says ------------------------------------------------------------------------

    def _inherit(self, n: int, table: ClaimSet, own: list[Found]) -> Found:
        """From a claim of the same sentence, from the act told in the sentence before, in the same paragraph."""
        view, claim, sent = self.view, table.claims[n], table.sents[n]
        first = view.words_in(claim.start, claim.end)[0]
        if n and self._elliptic(claim, first) and own[n - 1][0] and table.sents[n - 1] == sent:
            return own[n - 1]
        if claim.harm in ("detained", "displaced", "missing") and claim.status == "asserted":
            near = self._same_sentence(n, table, own, {claim.harm})
            return near if near is not None else ([], None, False)
        near = self._same_sentence(n, table, own, {"killed", "injured", "killed_or_injured"})
        if near is not None:
            return near
        if self._elsewhere(sent):
            return [], None, False
        if any(x.kind in ("cause", "accident") and attackless(x, view) for x in self.by_sent.get(sent, ())):
            return [], None, False
        for back in (1, 2):
            if sent - back < 0 or view.text[view.starts[view.sents[sent - back][0]] : claim.start].count("\n") > 1:
                break
            for act in reversed(self.by_sent.get(sent - back, [])):
                if act.kind == "attack" and act.actors and act.type == "ASSAULT":
                    return self._mentions(act.actors), self._act_evidence(act), False
        return [], None, False

    def _elsewhere(self, sent: int) -> bool:
        """The sentence opens with a place of its own (`وفي طرابلس قتل …`): what went before is another event."""
        view = self.view
        a, b = view.sents[sent]
        k = a + 1 if view.norms[a] == "و" else a
        if view.norm(k) not in ("في", "ب"):
            return False
        return any(j in view.ent_at and view.ent_at[j][1].label_ == "LOC" for j in range(k + 1, min(k + 5, b)))

    def _same_sentence(self, n: int, table: ClaimSet, own: list[Found], harms: set[str]) -> Found | None:
        return next((own[k] for k in table.near_in_sentence(n) if table.claims[k].harm in harms and own[k][0]), None)

    def _repeated(self, n: int, table: ClaimSet, own: list[Found]) -> Found:
        """From the statement that this one repeats or is repeated by, from its total, from its parts; then from who claims the attack,
        or from the same attack told with its author."""
        told = next((own[k] for k in table.related(n) if own[k][0]), None)
        if told is not None:
            return told
        if table.claims[n].harm not in ("killed", "injured", "killed_or_injured"):
            return [], None, False
        sent = table.sents[n]
        claimed = next((x for x in self._acts_near(sent, _CLAIMED) if x.kind == "claim"), None)
        if claimed is not None:
            return self._mentions(claimed.actors), self._act_evidence(claimed), False
        return self._same_attack(sent)

    def _acts_near(self, sent: int, reach: int) -> Iterator[Act]:
        """The acts with actors within `reach` sentences in the same item, in order."""
        for other in range(max(0, sent - reach), min(len(self.items), sent + reach + 1)):
            if self.items[other] == self.items[sent]:
                yield from (x for x in self.by_sent.get(other, ()) if x.actors)

    def _same_attack(self, sent: int) -> Found:
        """`90 قتيلا في ضربات جوية`: an attack told here without its author, near by with it; a mine told here, laid there."""
        told = self.by_sent.get(sent, ())
        if any(self.view.norms[x.trigger] in words("charge") for x in told):
            planted = next((x for x in self._acts_near(sent, 3) if self.view.norms[x.trigger] in words("plant")), None)
            if planted is not None:
                return self._mentions(planted.actors), self._act_evidence(planted), False
        if not any(x.rule == "attack noun" and not x.actors and x.type == "ASSAULT" for x in told):
            return [], None, False
        near = [x for x in self._acts_near(sent, 4) if x.kind == "attack" and x.type == "ASSAULT"]
        owned = [x for x in near if not any(actor.core in self.harmed for actor in x.actors)]
        if not owned:
            return [], None, False
        best = min(owned, key=lambda x: (abs(x.sent - sent), x.sent < sent))
        return self._mentions(best.actors), self._act_evidence(best), False

    # -- records ---------------------------------------------------------------------------------------------------

    def _mentions(self, actors: list[Actor]) -> list[Mention]:
        out: list[Mention] = []
        for actor in actors:
            m = mention(self.view, self.names, actor)
            if all(m.name != other.name for other in out):
                out.append(m)
        return out

    def _evidence(self, actor: Actor, rule: str) -> Evidence:
        view = self.view
        return Evidence("perpetrator", view.slice(actor.first, actor.last), view.starts[actor.first], view.ends[actor.last], rule)

    def _harm_evidence(self, claim: CasualtyClaim, rule: str) -> Evidence | None:
        harm = next((e for e in claim.evidence if e.role == "harm"), None)
        return Evidence("perpetrator", harm.text, harm.start, harm.end, rule) if harm is not None else None

    def _act_evidence(self, act: Act) -> Evidence:
        view = self.view
        return Evidence("perpetrator", view.slice(act.trigger, act.trigger), view.starts[act.trigger], view.ends[act.trigger], act.rule)


def attackless(act: Act, view: View) -> bool:
    """A cause that nobody is told to have made: an explosion, a mine, an accident."""
    return act.rule == "cause" and not act.actors
