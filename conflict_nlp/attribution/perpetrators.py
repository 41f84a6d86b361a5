"""Who did it: the acts of a document joined to its claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from conflict_nlp.attribution.actors import Actor, Names, mention
from conflict_nlp.attribution.acts import BLAMED, Act
from conflict_nlp.attribution.agents import NEAR, Agents
from conflict_nlp.attribution.claimset import ATTACKED, ClaimSet
from conflict_nlp.attribution.lexicon import agents, attack_nouns
from conflict_nlp.attribution.segments import over_years, segments
from conflict_nlp.attribution.sides import camp, only_reports, same_side
from conflict_nlp.attribution.victims import on_side
from conflict_nlp.claims.lexicon import triggers, words
from conflict_nlp.text.view import View, near, news_items
from conflict_nlp.types import CasualtyClaim, Evidence, Mention, Victims

_TRIGGER = attrgetter("trigger")
_CLAIMED = 6  # sentences between a harm and the claim of responsibility for it
_BLAMED = 2  # sentences between a harm and who is accused of it
_TOLD_APART = 12  # words between a figure and `على يد` where harm or an attack is told between
_ASSAILANT = 3  # sentences between an attack and who is told to have carried it out
_FIGHT = 8  # words between a figure and the fight it comes from
_SAME = 4  # sentences between two mentions of one attack
_TYPES = {"detained": {"ARREST", "ANY"}, "abducted": {"ABDUCT", "ANY"}, "displaced": {"ASSAULT", "ANY", "FIGHT"}}
_OTHERS = {"ASSAULT", "ANY", "FIGHT"}


class Found(NamedTuple):
    """Perpetrators and the evidence for them; `closed`: the text rules a perpetrator out; `own`: the side of a clash that the victims
    are on."""

    actors: list[Mention]
    evidence: Evidence | None = None
    closed: bool = False
    own: Mention | None = None


NOBODY = Found([])
_BY_ATTACK = ATTACKED | {"missing", "abducted"}


class Perpetrators:
    """Finds the perpetrators of each claim: its own verb's agent, an act in its sentence, an act told just before,
    then what other statements of the same event say."""

    def __init__(self, view: View, names: Names, acts: list[Act]) -> None:
        self.view, self.names = view, names
        self.segments, self.items, self.years = segments(view), news_items(view), over_years(view)
        self.told: set[int] = set()  # the sentences that tell harm
        self.harmed: set[int] = set()
        self.agents = Agents(view, names, self.harmed)
        self.by_sent: dict[int, list[Act]] = {}
        for act in acts:
            act = replace(act, actors=self._doers(act.actors), others=self._doers(act.others))
            self.by_sent.setdefault(act.sent, []).append(act)

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

    # -- what the claim's own sentence says --------------------------------------------------------------------------

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

    def _apart(self, a: int, b: int) -> bool:
        """Words between an act and a harm told after it make them two events (`قصف … بعد مقتل …`), unless a result is told."""
        between = self.view.norms[a + 1 : b]
        cut = next((k for k, n in enumerate(between) if n in words("separate")), -1)
        if cut < 0:
            return False
        result = next((k for k in range(cut + 1, len(between)) if between[k] in words("result")), -1)
        # `قصفت … ردا على هجوم أدى إلى مقتل …`: the result of the other attack.
        return result < 0 or any(n in attack_nouns() for n in between[cut + 1 : result])

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

    def _clash(self, act: Act, n: int, table: ClaimSet) -> Found:
        """The side that opposes the victims; both where the text does not say which side they are from."""
        victims, evidence = table.claims[n].victims, self._act_evidence(act)
        sides = [self._mentions(act.actors), self._mentions(act.others)]
        for k, side in enumerate(sides):
            if any(same_side(m, victims) for m in side):
                return Found(sides[1 - k], evidence)
        own = camp(f"{victims.actor or ''} {victims.text}", victims.actor_kb_id) if victims.type != "civilian" else None
        if act.actors and act.others:
            camps = [{camp(m.name, m.kb_id) for m in side} for side in sides]
            for k in (0, 1):
                if own is not None and camps[1 - k] == {own} and own not in camps[k] and None not in camps[k]:
                    return Found(sides[k], evidence, own=sides[1 - k][0])
        elif own is not None and victims.actor is None:
            # Only one side is named: it is the victims' own where it is of their camp.
            mine = next((m for m in (*sides[0], *sides[1]) if camp(m.name, m.kb_id) == own), None)
            if mine is not None:
                return Found([], evidence, own=mine)
        if victims.actor is None:
            return Found([*sides[0], *sides[1]], evidence)
        return Found([] if act.actors else sides[1] or self._other_dead(n, table), evidence)

    def _other_dead(self, n: int, table: ClaimSet) -> list[Mention]:
        """`قتل 19 من … وجنديان من … في اشتباكات`: of two sides that have losses in a clash each killed the other's."""
        victims = table.claims[n].victims
        others: dict[str, Mention] = {}
        for k in table.near(n, self.segments):
            v = table.claims[k].victims
            if v.actor is not None and v.actor_start is not None and v.actor_end is not None:
                side = Mention(self.view.text[v.actor_start : v.actor_end], v.actor_start, v.actor_end, v.actor, v.actor_kb_id)
                if not same_side(side, victims):
                    others.setdefault(v.actor, side)
        return list(others.values()) if len(others) == 1 else []

    # -- what the rest of the document says ------------------------------------------------------------------------

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
        if self.years[sent]:
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
        if any(x.kind == "clash" and 0 < x.trigger - last <= _FIGHT for x in self.by_sent.get(table.sents[n], ())):
            return self._clash_near(n, table)
        group = self._group(table.sents[n])
        if group is not None:
            return group
        found = self._same_attack(n, table, first, self.agents.trigger(table.claims[n], first))
        return found if found.actors else self._assailant(table.sents[n], table.claims[n].victims)

    def _assailant(self, sent: int, victims: Victims) -> Found:
        """`أصيب عشرة في هجوم انتحاري … منفذ الهجوم`: who carried out the attack of the sentence, where nothing tells whose he was."""
        told = self.by_sent.get(sent, ())
        attacked = any(x.rule in ("attack noun", "attack verb") and x.type == "ASSAULT" for x in told)
        if not attacked or agents().get(self.view.norm(self.view.words_in(victims.start, victims.start + 1)[0])) == "gunman":
            return NOBODY
        for other in sorted(range(max(0, sent - _ASSAILANT), min(len(self.segments), sent + _ASSAILANT + 1)), key=lambda n: abs(n - sent)):
            a, b = self.view.sents[other]
            for k in range(a, b) if self.segments[other] == self.segments[sent] else ():
                if self.view.norms[k] in words("assailant") or (
                    self.view.norms[k] in words("carrier_out") and self.view.norm(k + 1) in attack_nouns()
                ):
                    last = k + (self.view.norms[k] in words("carrier_out"))
                    actor = Actor(k, last, k, "gunman")
                    return Found(self._mentions([actor]), self._evidence(actor, "attacker"))
        return NOBODY

    def _clash_near(self, n: int, table: ClaimSet) -> Found:
        """`قتل ناشطان في المواجهات`: those who fight there are told near by."""
        for act in self._acts_near(table.sents[n], _BLAMED):
            if act.kind == "clash" and act.others:
                return self._clash(act, n, table)
        return NOBODY

    def _dates(self, n: int, table: ClaimSet) -> bool:
        """`أسوأ هجوم منذ أن قتل 50`: a harm that only tells since when; it is none of the events around."""
        first = self.view.words_in(table.claims[n].start, table.claims[n].end)[0]
        t = self.agents.trigger(table.claims[n], first)
        return t > 0 and "منذ" in (self.view.norms[t - 1], self.view.norm(t - 2) if self.view.norms[t - 1] == "ان" else "")

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

    def _acts_near(self, sent: int, reach: int) -> Iterator[Act]:
        """The acts with actors within `reach` sentences in the same segment, in order."""
        for other in range(max(0, sent - reach), min(len(self.segments), sent + reach + 1)):
            if self.segments[other] == self.segments[sent]:
                yield from (x for x in self.by_sent.get(other, ()) if x.actors)

    def _claims_near(self, sent: int) -> Iterator[Act]:
        """The claims of responsibility near a sentence: in its segment, or in a sentence of its item that tells no harm of its own."""
        for other in range(max(0, sent - _CLAIMED), min(len(self.segments), sent + _CLAIMED + 1)):
            apart = self.segments[other] != self.segments[sent]
            if self.items[other] == self.items[sent] and not (apart and other in self.told):
                yield from (x for x in self.by_sent.get(other, ()) if x.actors and not self._day_before(x.trigger))

    def _day_before(self, k: int) -> bool:
        """`غداة تفجيرين تبناهما تنظيم …`: told of another day."""
        return any(n in words("day_after") for n in self.view.norms[max(0, k - _TOLD_APART) : k])

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

    # -- records ---------------------------------------------------------------------------------------------------

    def _doers(self, actors: list[Actor]) -> list[Actor]:
        """Those who can do harm: monitors, agencies and other media only tell of it."""
        return [x for x in actors if x.kind != "entity" or not only_reports(mention(self.view, self.names, x).kb_id)]

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


def _executed(found: Found) -> bool:
    """Who carries out a sentence did nothing else that its statement tells."""
    return found.evidence is not None and found.evidence.rule == "execution"


def attackless(act: Act) -> bool:
    """A cause that nobody is told to have made: an explosion, a mine, an accident."""
    return act.rule == "cause" and not act.actors
