"""What reading perpetrators works with: the acts of a document by sentence, the sides of a clash, and the records that are made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from conflict_nlp.attribution.actors import Actor, Names, mention
from conflict_nlp.attribution.acts import Act
from conflict_nlp.attribution.agents import Agents
from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.lexicon import attack_nouns
from conflict_nlp.attribution.segments import over_years, segments
from conflict_nlp.attribution.sides import camp, only_reports, same_side
from conflict_nlp.claims.lexicon import words
from conflict_nlp.text.view import View, news_items
from conflict_nlp.types import CasualtyClaim, Evidence, Mention


class Found(NamedTuple):
    """Perpetrators and the evidence for them; `closed`: the text rules a perpetrator out; `own`: the side of a clash that the victims
    are on."""

    actors: list[Mention]
    evidence: Evidence | None = None
    closed: bool = False
    own: Mention | None = None


NOBODY = Found([])


class ActReader:
    """The acts of a document, without those who only report; `harmed` are the words of victims, `told` the sentences that tell harm."""

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

    def _acts_near(self, sent: int, reach: int) -> Iterator[Act]:
        """The acts with actors within `reach` sentences in the same segment, in order."""
        for other in range(max(0, sent - reach), min(len(self.segments), sent + reach + 1)):
            if self.segments[other] == self.segments[sent]:
                yield from (x for x in self.by_sent.get(other, ()) if x.actors)

    def _apart(self, a: int, b: int) -> bool:
        """Words between an act and a harm told after it make them two events (`قصف … بعد مقتل …`), unless a result is told."""
        between = self.view.norms[a + 1 : b]
        cut = next((k for k, n in enumerate(between) if n in words("separate")), -1)
        if cut < 0:
            return False
        result = next((k for k in range(cut + 1, len(between)) if between[k] in words("result")), -1)
        # `قصفت … ردا على هجوم أدى إلى مقتل …`: the result of the other attack.
        return result < 0 or any(n in attack_nouns() for n in between[cut + 1 : result])

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
