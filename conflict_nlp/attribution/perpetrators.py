"""Who did it: the acts of a document joined to its claims."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from conflict_nlp.attribution.act_reader import NOBODY, Found
from conflict_nlp.attribution.acts import BLAMED, Act
from conflict_nlp.attribution.agents import NEAR
from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.elsewhere import Elsewhere
from conflict_nlp.attribution.lexicon import attack_nouns
from conflict_nlp.attribution.sides import same_side
from conflict_nlp.attribution.victims import on_side
from conflict_nlp.claims.lexicon import triggers, words
from conflict_nlp.text.view import near
from conflict_nlp.types import CasualtyClaim, Evidence

_TRIGGER = attrgetter("trigger")
_TOLD_APART = 12  # words between a figure and `على يد` where harm or an attack is told between
_TYPES = {"detained": {"ARREST", "ANY"}, "abducted": {"ABDUCT", "ANY"}, "displaced": {"ASSAULT", "ANY", "FIGHT"}}
_OTHERS = {"ASSAULT", "ANY", "FIGHT"}


class Perpetrators(Elsewhere):
    """Finds the perpetrators of each claim: its own verb's agent, an act in its sentence, an act told just before,
    then what other statements of the same event say."""

    def assign(self, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
        """The claims with their perpetrators and the evidence for them."""
        for claim in claims:
            first, last = self.view.words_in(claim.start, claim.end)
            self.harmed.update(range(first, last + 1))
            if claim.victims.actor_start is not None:
                self.harmed.add(self.view.words_in(claim.victims.actor_start, claim.victims.actor_start + 1)[0])
        table = ClaimSet(self.view, claims)
        self.told.update(table.sents)
        own = [self._own(n, table) for n in range(len(claims))]
        for read in (self._inherit, self._repeated):
            for n in range(len(claims)):
                if not own[n].actors and not own[n].closed and not self._dates(n, table):
                    own[n] = read(n, table, own)
        own = [self._named(found, table.sents[n]) for n, found in enumerate(own)]
        out = []
        for claim, (found, evidence, _, side) in zip(claims, own, strict=True):
            if side is not None and claim.victims.actor is None:
                told = Evidence("victim_actor", side.text, side.start, side.end, "side of the clash")
                claim = replace(claim, victims=on_side(claim.victims, side), evidence=[*claim.evidence, told])
            found = [m for m in found if not same_side(m, claim.victims)]
            more = [evidence] if evidence is not None and found else []
            out.append(replace(claim, perpetrators=found, evidence=[*claim.evidence, *more]))
        return out

    def _own(self, n: int, table: ClaimSet) -> Found:
        view, claim = self.view, table.claims[n]
        first, last = view.words_in(claim.start, claim.end)
        sent = table.sents[n]
        a, b = view.sents[sent]
        here = self.by_sent.get(sent, [])
        speaker = self.agents.avowed(claim, first, a, here)
        if speaker is not None:
            return Found([speaker], self._harm_evidence(claim, "avowed"))
        executed = self.agents.carried_out(claim, first, a)
        if executed is not None:
            return Found(self._mentions(executed) or list(claim.sources[:1]), self._harm_evidence(claim, "execution"))
        direct = self._doers(self.agents.agent(claim, first, last, a, b))
        if direct:
            return Found(self._mentions(direct), self._evidence(direct[0], "agent"))
        if n and table.sents[n - 1] == sent and self.agents.elliptic(claim, first):
            return NOBODY
        found = self._act_of_sentence(n, table, first, last, here)
        if found is not None:
            return found
        gunmen = self.agents.gunmen(last, b)
        return Found(self._mentions(gunmen), self._evidence(gunmen[0], "attacker")) if gunmen else NOBODY

    def _act_of_sentence(self, n: int, table: ClaimSet, first: int, last: int, here: list[Act]) -> Found | None:
        """The nearest act of the sentence that can cause the harm; None where there is none."""
        view, claim = self.view, table.claims[n]
        trigger = self.agents.trigger(claim, first)
        acts = [x for x in near(here, first, last, NEAR, key=_TRIGGER) if not first <= x.trigger <= last]
        for act in sorted(acts, key=lambda x: self._distance(x, first, last, trigger)):
            if act.kind == "accident" and self._distance(act, first, last, trigger) < 25:
                return Found([], None, True)
            if act.kind == "clash":
                found = self._clash(act, n, table)
                if found.actors or found.own is not None:
                    return found
                continue
            if act.trigger < first and act.rule != BLAMED and self._apart(act.trigger, trigger if trigger >= 0 else first):
                continue
            if act.rule == "by hand of" and self._other_between(last, act.trigger):
                continue
            if act.rule == "attack noun" and act.trigger < first and view.norms[last] in words("of_them"):
                continue  # `هجوم للإرهابيين … وقتلت 21 منهم`: the attackers are the dead
            if act.trigger > last and self._later_fate(last, act.trigger):
                continue
            if act.trigger > last and any(k in words("day_after") for k in self.view.norms[last + 1 : act.trigger]):
                continue  # `قتل 21 … غداة تفجيرين تبناهما …`: another day's attack
            fits = act.kind in ("attack", "claim", "blame") and act.type in _TYPES.get(claim.harm, _OTHERS)
            if act.actors and fits and not any(x.core in self.harmed for x in act.actors):
                return Found(self._mentions(act.actors), self._act_evidence(act))
        return None

    def _later_fate(self, last: int, act: int) -> bool:
        """`أصيب جندي … قبل أن يقتل المهاجم برصاص الشرطة`: what came after the harm."""
        norms = self.view.norms
        return any(norms[k] == "قبل" and norms[k + 1] == "ان" for k in range(last + 1, act - 1))

    def _other_between(self, last: int, act: int) -> bool:
        """`32 على يد … و11 على يد …`: who did it is told of the figure right before."""
        between = range(last + 1, act)
        told = any(self.view.norms[k] in triggers() or self.view.norms[k] in attack_nouns() for k in between)
        return any(k in self.harmed for k in between) or act - last > (_TOLD_APART if told else NEAR)

    def _distance(self, act: Act, first: int, last: int, trigger: int) -> int:
        """Acts told after the harm come before those told before it at the same distance."""
        if act.trigger > last:
            return act.trigger - last
        return 2 * (min(trigger if trigger >= 0 else first, first) - act.trigger) + 3 if act.trigger < first else 0
