"""Who did it, where the sentence of a harm does not tell: what stands before it, repeats it, claims or tells the same attack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from conflict_nlp.attribution.act_reader import NOBODY, ActReader, Found
from conflict_nlp.attribution.actors import Actor
from conflict_nlp.attribution.acts import Act
from conflict_nlp.attribution.claimset import ATTACKED, ClaimSet
from conflict_nlp.attribution.lexicon import agents, attack_nouns, attack_verbs
from conflict_nlp.claims.lexicon import words
from conflict_nlp.entities.lexicon import bare
from conflict_nlp.types import Victims

_DATED = 5  # words after a figure in which its year is told
_CLAIMED = 6  # sentences between a harm and the claim of responsibility for it
_BLAMED = 2  # sentences between a harm and who is accused of it
_BEFORE = 12  # words between `غداة` and a claim of responsibility for the attack of the day before
_ASSAILANT = 3  # sentences between an attack and who is told to have carried it out
_FIGHT = 8  # words between a figure and the fight it comes from
_SAME = 4  # sentences between two mentions of one attack
_BY_ATTACK = ATTACKED | {"missing", "abducted"}


class Elsewhere(ActReader):
    """Finds perpetrators in the rest of the document."""

    def _inherit(self, n: int, table: ClaimSet, own: list[Found]) -> Found:
        """From a claim of the same sentence, from the act told in the sentence before, in the same paragraph."""
        view, claim, sent = self.view, table.claims[n], table.sents[n]
        first = view.words_in(claim.start, claim.end)[0]
        if n and self.agents.elliptic(claim, first) and own[n - 1].actors and table.sents[n - 1] == sent:
            return own[n - 1]
        near_by = next((own[k] for k in table.near_in_sentence(n) if table.alike(n, k) and own[k].actors and not _executed(own[k])), None)
        if near_by is not None:
            return near_by
        if claim.harm not in ATTACKED:
            return NOBODY
        if self.years[sent] or self._of_year(n, table):
            return NOBODY
        if any(x.kind in ("cause", "accident") and attackless(x) for x in self.by_sent.get(sent, ())):
            return NOBODY
        for back in (1, 2):
            if sent - back < 0 or view.text[view.starts[view.sents[sent - back][0]] : claim.start].count("\n") > 1:
                break
            if self.segments[sent - back] != self.segments[sent]:
                break
            for act in reversed(self.by_sent.get(sent - back, [])):
                if act.kind == "clash" and claim.victims.type == "combatant":
                    found = self._clash(act, n, table)
                    if len(found.actors) == 1:
                        return found
                if act.kind == "attack" and act.actors and act.type == "ASSAULT" and not self._of_others(act, n, table):
                    return Found(self._mentions(act.actors), self._act_evidence(act))
        return NOBODY

    def _repeated(self, n: int, table: ClaimSet, own: list[Found]) -> Found:
        """From the statement that this one repeats or is repeated by, from its total, from its parts; then from who claims the attack,
        or from the same attack told with its author."""
        told = next((own[k] for k in table.related(n) if own[k].actors), None)
        if told is not None:
            return told
        if table.claims[n].harm not in _BY_ATTACK:
            return NOBODY
        first, last = self.view.words_in(table.claims[n].start, table.claims[n].end)
        fight = next((x for x in self.by_sent.get(table.sents[n], ()) if x.kind == "clash" and 0 < x.trigger - last <= _FIGHT), None)
        if fight is not None:
            return self._clash_near(fight.trigger, n, table)
        group = self._group(table.sents[n])
        if group is not None:
            return group
        if self._of_year(n, table):
            return NOBODY
        found = self._same_attack(n, table, first, self.agents.trigger(table.claims[n], first))
        return found if found.actors else self._assailant(table.sents[n], table.claims[n].victims)

    def _dates(self, n: int, table: ClaimSet) -> bool:
        """`أسوأ هجوم منذ أن قتل 50`: a harm that only tells since when; it is none of the events around."""
        first = self.view.words_in(table.claims[n].start, table.claims[n].end)[0]
        t = self.agents.trigger(table.claims[n], first)
        return t > 0 and "منذ" in (self.view.norms[t - 1], self.view.norm(t - 2) if self.view.norms[t - 1] == "ان" else "")

    def _of_year(self, n: int, table: ClaimSet) -> bool:
        """`الإطاحة بالرئيس وقتله في عام 2011`: a harm that its year tells apart from the attack around it."""
        last, sent = self.view.words_in(table.claims[n].start, table.claims[n].end)[1], table.sents[n]
        if any(x.kind != "clash" and self.view.norms[x.trigger].startswith("ال") for x in self.by_sent.get(sent, ())):
            return False  # `وأسفر الهجوم عن مقتل 20 في أغسطس من عام 2014`: the attack told before
        ahead = self.view.norms[last + 1 : min(last + 1 + _DATED, self.view.sents[sent][1])]
        told = list(takewhile(lambda norm: norm.isalnum() and norm not in words("year_edge"), ahead))
        return any(bare(n) in words("year_unit") and year.isdigit() and len(year) == 4 for n, year in pairwise(told))

    def _of_others(self, act: Act, n: int, table: ClaimSet) -> bool:
        """The act is the very harm of another claim (`قتلت القوات 22 داعشيا`) whose victims are of another kind."""
        word, kind = self.view.starts[act.trigger], table.claims[n].victims.type
        for k in table.of_sentence(act.sent):
            if any(e.role == "harm" and e.start == word for e in table.claims[k].evidence):
                return {kind, table.claims[k].victims.type} == {"civilian", "combatant"}
        return False

    def _group(self, sent: int) -> Found | None:
        """Who claims the attack told in a sentence, else who is blamed for it, near by."""
        claimed = next((x for x in self._claims_near(sent) if x.kind == "claim"), None)
        act = claimed or next((x for x in self._acts_near(sent, _BLAMED) if x.kind == "blame"), None)
        return Found(self._mentions(act.actors), self._act_evidence(act)) if act is not None else None

    def _named(self, found: Found, sent: int) -> Found:
        """Where a group claims or is blamed for the attack of unnamed attackers (`انتحاري`), it is the perpetrator."""
        first = [self.view.words_in(m.start, m.end)[0] for m in found.actors]
        if not first or any(agents().get(self.view.norms[k]) != "gunman" for k in first):
            return found
        return self._group(sent) or found

    def _claims_near(self, sent: int) -> Iterator[Act]:
        """The claims of responsibility near a sentence: in its segment, or in a sentence of its item that tells no harm of its own."""
        for other in range(max(0, sent - _CLAIMED), min(len(self.segments), sent + _CLAIMED + 1)):
            apart = self.segments[other] != self.segments[sent]
            if self.items[other] == self.items[sent] and not (apart and other in self.told):
                yield from (x for x in self.by_sent.get(other, ()) if x.actors and not self._day_before(x.trigger))

    def _day_before(self, k: int) -> bool:
        """`غداة تفجيرين تبناهما تنظيم …`: told of another day."""
        verb = attack_verbs().get(self.view.norms[k])
        return verb is not None and verb.pronoun and any(n in words("day_after") for n in self.view.norms[max(0, k - _BEFORE) : k])

    def _clash_near(self, fight: int, n: int, table: ClaimSet) -> Found:
        """`قتل ناشطان في المواجهات`: those who fight there were told just before."""
        norms, sent = self.view.norms, table.sents[n]
        if not norms[fight].startswith("ال") or any(k in ("بين", "مع") for k in norms[fight + 1 : fight + 3]):
            return NOBODY
        for act in self._acts_near(sent, _BLAMED):
            if act.kind == "clash" and act.others and act.sent < sent:
                return self._clash(act, n, table)
        return NOBODY

    def _same_attack(self, n: int, table: ClaimSet, first: int, trigger: int) -> Found:
        """`90 قتيلا في ضربات جوية`: an attack told here without its author, near by with it; a mine told here, laid there."""
        sent = table.sents[n]
        told = self.by_sent.get(sent, ())
        if any(self.view.norms[x.trigger] in words("charge") for x in told):
            planted = next((x for x in self._acts_near(sent, 3) if self.view.norms[x.trigger] in words("plant")), None)
            if planted is not None:
                return Found(self._mentions(planted.actors), self._act_evidence(planted))
        if any(self.view.norms[x.trigger] in words("bombing") and not x.actors for x in told):
            bomber = next((x for x in self._acts_near(sent, _SAME) if self.view.norms[x.trigger] in words("bombing")), None)
            if bomber is not None:
                return Found(self._mentions(bomber.actors), self._act_evidence(bomber))
        if not any(x.rule == "attack noun" and not x.actors and x.type == "ASSAULT" for x in told):
            return NOBODY
        harm = trigger if trigger >= 0 else first
        close = [
            x
            for x in self._acts_near(sent, _SAME)
            if x.kind == "attack" and x.type == "ASSAULT" and not (x.sent == sent and x.trigger < harm and self._apart(x.trigger, harm))
        ]
        owned = [x for x in close if not any(actor.core in self.harmed for actor in x.actors) and not self._of_others(x, n, table)]
        if not owned:
            return NOBODY
        best = min(owned, key=lambda x: (abs(x.sent - sent), x.sent < sent))
        return Found(self._mentions(best.actors), self._act_evidence(best))

    def _assailant(self, sent: int, victims: Victims) -> Found:
        """`أصيب عشرة في هجوم انتحاري … منفذ الهجوم`: who carried out the attack of the sentence, where nothing tells whose he was."""
        nouns = {bare(self.view.norms[x.trigger]) for x in self.by_sent.get(sent, ()) if x.type == "ASSAULT"} & words("lone_attack")
        if not nouns or agents().get(self.view.norm(self.view.words_in(victims.start, victims.start + 1)[0])) == "gunman":
            return NOBODY
        reach = range(max(0, sent - _ASSAILANT), min(len(self.segments), sent + _ASSAILANT + 1))
        for other in sorted((n for n in reach if self.segments[n] == self.segments[sent]), key=lambda n: abs(n - sent)):
            a, b = self.view.sents[other]
            if other != sent and any(n in attack_nouns() and not n.startswith("ال") for n in self.view.norms[a:b]):
                continue  # another attack
            for k in range(a, b):
                attack = self.view.norm(k + 1)
                carried = self.view.norms[k] in words("carrier_out") and attack.startswith("ال") and bare(attack) in nouns
                if carried or self.view.norms[k] in words("assailant"):
                    actor = Actor(k, k + carried, k, "gunman")
                    return Found(self._mentions([actor]), self._evidence(actor, "attacker"))
        return NOBODY


def _executed(found: Found) -> bool:
    """Who carries out a sentence did nothing else that its statement tells."""
    return found.evidence is not None and found.evidence.rule == "execution"


def attackless(act: Act) -> bool:
    """A cause that nobody is told to have made: an explosion, a mine, an accident."""
    return act.rule == "cause" and not act.actors
