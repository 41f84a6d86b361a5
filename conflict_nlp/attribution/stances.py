"""The stance of a claim: whether the text asserts who did it, somebody accuses, the perpetrator says so itself, or denies it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflict_nlp.attribution.actors import Actor, Names, mention
from conflict_nlp.attribution.acts import BLAMED, Act
from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.positions import Kind, Position, find_positions
from conflict_nlp.attribution.segments import segments
from conflict_nlp.attribution.sides import same_actor, same_name
from conflict_nlp.attribution.sources import Statement
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention, Stance

_CLAIMED = 6  # sentences between a harm and the claim of responsibility for it


class Stances:
    """The stance of each claim, from the positions of a document."""

    def __init__(self, view: View, names: Names, limit: int) -> None:
        self.view, self.names = view, names
        self.positions = find_positions(view, limit)
        self.segments = segments(view)

    def acts(self, acts: list[Act]) -> list[Act]:
        """The acts with those of the accused; what somebody denies having done is none of theirs."""
        told = {x.trigger for x in self.positions if x.kind == "accused"}
        kept = [x for x in acts if x.trigger not in told and not self._denied(x)]
        for x in self.positions:
            if x.kind == "accused":
                kept.append(Act(x.trigger, x.sent, "blame" if x.attack else "attack", BLAMED, "ANY", x.actors))
            elif x.kind == "claimed_responsibility" and x.attack and not any(_claims(act, x.sent) for act in kept):
                kept.append(Act(x.trigger, x.sent, "claim", "responsibility", "ASSAULT", x.actors))
        return sorted(kept, key=lambda act: act.trigger)

    def _denied(self, act: Act) -> bool:
        """Within a denial by the very actor of the act."""
        denials = [x for x in self.positions if x.kind == "denied" and x.sent == act.sent and x.trigger < act.trigger <= x.last]
        mine = self._mentions(act.actors)
        return bool(mine) and any(all(_among(m, self._mentions(x.actors)) for m in mine) for x in denials)

    def trimmed(self, statements: list[Statement]) -> list[Statement]:
        """The statements without the accused in the phrases of those who accuse (`حمّل رئيس بلدية … | إسرائيل المسؤولية`)."""
        starts = [self.view.starts[x.actors[0].first] for x in self.positions if x.kind == "accused"]
        out = []
        for statement in statements:
            speakers = []
            for m in statement.speakers:
                cut = next((start for start in starts if m.start <= start < m.end), None)
                text = m.text if cut is None else m.text[: cut - m.start].rstrip()
                if text:
                    speakers.append(m if cut is None else Mention(text, m.start, m.start + len(text), text))
            out.append(replace(statement, speakers=speakers) if speakers else None)
        return [statement for statement in out if statement is not None]

    def assign(self, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
        """The claims with their stance and the evidence for one that is not plainly asserted; nobody is a perpetrator by the very words
        with which it denies."""
        table = ClaimSet(self.view, claims)
        out = []
        for n, claim in enumerate(claims):
            sent = table.sents[n]
            denials = [x for x in self._near("denied", claim, sent, 0) if self._covers(x, claim) and self._by(x, claim.perpetrators)]
            if denials and not any(self._by(x, claim.perpetrators) for x in self._near("accused", claim, sent, 1)):
                kept = [e for e in claim.evidence if e.role != "perpetrator"]
                claim = replace(claim, perpetrators=[], evidence=kept)
            stance, position = self._stance(claim, sent)
            more = [self._evidence(position)] if position is not None else []
            out.append(replace(claim, stance=stance, evidence=[*claim.evidence, *more]))
        return _alike(out)

    def _stance(self, claim: CasualtyClaim, sent: int) -> tuple[Stance | None, Position | None]:
        rule = next((e.rule for e in claim.evidence if e.role == "perpetrator"), "")
        if not claim.perpetrators:
            denial = next(self._near("denied", claim, sent, 1), None)
            return ("denied", denial) if denial is not None else (None, None)
        mine = [x for x in self._near("claimed_responsibility", claim, sent, _CLAIMED) if self._by(x, claim.perpetrators)]
        if mine:
            return "claimed_responsibility", mine[0]
        if rule in ("avowed", "responsibility") or (rule != "clash" and any(_among(m, claim.perpetrators) for m in claim.sources)):
            return "claimed_responsibility", None
        blamed = [x for x in self._near("accused", claim, sent, 1) if self._by(x, claim.perpetrators)]
        if rule == BLAMED or any(self._covers(x, claim) or self._names(x, claim.perpetrators) for x in blamed):
            return "accused", blamed[0] if blamed else None
        return "asserted", None

    def of_event(self, event: ConflictEvent, claims: list[CasualtyClaim]) -> Stance | None:
        """The stance of an event: that of its claims, else of the positions beside its trigger; `None` where it has no attackers."""
        told = next((c.stance for c in claims if c.stance is not None), None)
        if told is not None or not event.attackers:
            return told
        sent = self.view.sent_of[self.view.words_in(event.trigger.start, event.trigger.end)[0]]
        close = [x for x in self.positions if abs(x.sent - sent) <= 1 and self.segments[x.sent] == self.segments[sent]]
        mine = {x.kind for x in close if self._by(x, event.attackers)}
        if "claimed_responsibility" in mine:
            return "claimed_responsibility"
        blamed = any(e.rule == BLAMED for e in event.evidence) or "accused" in mine
        return "accused" if blamed else "asserted"

    def _near(self, kind: Kind, claim: CasualtyClaim, sent: int, reach: int) -> Iterator[Position]:
        """The positions of a kind about the event of a claim: in its segment, within `reach` sentences."""
        for x in self.positions:
            if x.kind == kind and abs(x.sent - sent) <= reach and self.segments[x.sent] == self.segments[sent]:
                yield x

    def _covers(self, position: Position, claim: CasualtyClaim) -> bool:
        return position.trigger < self.view.words_in(claim.start, claim.end)[0] <= position.last

    def _names(self, position: Position, actors: list[Mention]) -> bool:
        """The perpetrators are named within the position itself."""
        start, end = self.view.starts[position.trigger], self.view.ends[position.last]
        return any(start <= m.start < end for m in actors)

    def _by(self, position: Position, actors: list[Mention]) -> bool:
        return any(_among(m, actors) for m in self._mentions(position.actors))

    def _mentions(self, actors: list[Actor]) -> list[Mention]:
        return [mention(self.view, self.names, actor) for actor in actors]

    def _evidence(self, position: Position) -> Evidence:
        view, at = self.view, position.trigger
        return Evidence("stance", view.slice(at, at), view.starts[at], view.ends[at], position.kind)


def _claims(act: Act, sent: int) -> bool:
    return act.kind == "claim" and act.sent == sent and bool(act.actors)


def _alike(claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """Claims whose perpetrators the same words tell have the same stance."""
    told: dict[int, Stance] = {}
    for claim in claims:
        if claim.stance in ("accused", "claimed_responsibility"):
            told.update({e.start: claim.stance for e in claim.evidence if e.role == "perpetrator"})
    out = []
    for claim in claims:
        same = next((told[e.start] for e in claim.evidence if e.role == "perpetrator" and e.start in told), None)
        out.append(replace(claim, stance=same) if same is not None and claim.stance == "asserted" else claim)
    return out


def _among(one: Mention, others: list[Mention]) -> bool:
    return any(same_actor(one.kb_id, m.kb_id) or same_name(one.name, m.name) for m in others)
