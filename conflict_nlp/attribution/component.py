"""The `actor_attribution` component: who did it, whose the victims are, according to whom, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from conflict_nlp.attribution.actors import Names
from conflict_nlp.attribution.acts import find_acts
from conflict_nlp.attribution.claimset import ClaimSet
from conflict_nlp.attribution.perpetrators import Perpetrators
from conflict_nlp.attribution.places import Places
from conflict_nlp.attribution.sources import Speakers, Statement, sources_of
from conflict_nlp.attribution.stances import Stances
from conflict_nlp.attribution.victims import victim_actor
from conflict_nlp.claims.status import furniture_start
from conflict_nlp.dates import assign_dates, document_date, find_dates
from conflict_nlp.events.build import find_events, with_events
from conflict_nlp.extensions import install_extensions
from conflict_nlp.spans import read_claims, write_claims, write_events
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence


def attribute(doc: Doc, claims: list[CasualtyClaim]) -> tuple[list[CasualtyClaim], list[ConflictEvent]]:
    """The claims of a document with perpetrators, victims' actors, sources and places filled in, and its conflict events.

    Pure: nothing is written to the document.
    """
    view = View(doc)
    limit = furniture_start(view)
    names = Names(view)
    stances = Stances(view, names, limit)
    acts = stances.acts(find_acts(view, limit))
    if claims:
        statements = stances.trimmed(Speakers(view, names).statements(limit))
        claims = _with_victim_actors(view, names, _with_sources(view, statements, claims))
        claims = stances.assign(Perpetrators(view, names, acts).assign(claims))
        actors = (actor.core for act in acts for actor in (*act.actors, *act.others) if actor.kind == "place")
        claims = Places(view, limit, actors, _words_of_speakers(view, statements)).assign(claims)
        today = document_date(view)
        claims = assign_dates(view, claims, find_dates(view, today), today)
    events = find_events(view, names, acts, claims, limit)
    return with_events(claims, events), events


def _refers_back(claim: CasualtyClaim) -> bool:
    """The figure has no noun of its own."""
    v = claim.victims
    return v.end <= claim.start or (v.start, v.end) == (claim.start, claim.end)


def _words_of_speakers(view: View, statements: list[Statement]) -> Iterator[int]:
    """The words that name who speaks."""
    for statement in statements:
        for speaker in statement.speakers:
            first, last = view.words_in(speaker.start, speaker.end)
            yield from range(first, last + 1)


def _with_sources(view: View, statements: list[Statement], claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """The claims with the speakers of the statements that carry them."""
    by_sent: dict[int, list[Statement]] = {}
    for statement in statements:
        by_sent.setdefault(view.sent_of[statement.trigger], []).append(statement)
    out = []
    for claim in claims:
        speakers, at = sources_of(view, by_sent, claim.start, claim.end)
        evidence = list(claim.evidence)
        if at >= 0:
            evidence.append(Evidence("source", view.slice(at, at), view.starts[at], view.ends[at], "statement"))
        out.append(replace(claim, sources=list(speakers), evidence=evidence))
    return out


def _with_victim_actors(view: View, names: Names, claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """Victims' actors from their own words, then from the claims they are part of, repeat, or refer back to."""
    out: list[CasualtyClaim] = []
    for claim in claims:
        found = victim_actor(view, names, claim)
        victims = claim.victims
        if found is not None:
            kind = victims.type if victims.type != "unknown" else "combatant"
            told = {"actor": found.name, "actor_start": found.start, "actor_end": found.end, "actor_kb_id": found.kb_id}
            victims = replace(victims, type=kind, **told)
        out.append(replace(claim, victims=victims))
    table = ClaimSet(view, out)
    for _ in range(2):
        for n, claim in enumerate(out):
            if claim.victims.actor or claim.victims.type == "civilian":
                continue
            linked = [*table.repeats(n), *table.total(n)]
            if n and (claim.victims.text in ("آخرون", "آخرين", "آخر", "اثنان", "اثنين") or claim.text.endswith(("منهم", "منهما"))):
                linked += list(table.total(n - 1)) or [n - 1]
            elif n and not claim.part_of and table.sents[n] == table.sents[n - 1] and _refers_back(claim):
                linked.append(n - 1)  # `قتل ستة جنود … وأصيب ثمانية`
            told = next((out[k].victims for k in linked if out[k].victims.actor), None)
            if told is not None:
                side = replace(told, text=claim.victims.text, start=claim.victims.start, end=claim.victims.end, type="combatant")
                out[n] = replace(claim, victims=side)
    return out


@Language.factory("actor_attribution", assigns=["doc.spans"], requires=["doc.spans", "doc.ents"])
def make_actor_attribution(nlp: Language, name: str) -> ActorAttribution:
    """Create the component; it needs claims (`casualty_parser`) and entities (`lexical_ner` or a trained `ner`)."""
    return ActorAttribution(nlp, name)


class ActorAttribution(Pipe):
    """Fills perpetrators, victims' actors, sources and places into the claims of each document, and writes its conflict events."""

    def __init__(self, nlp: Language, name: str = "actor_attribution") -> None:
        self.vocab = nlp.vocab
        self.name = name
        install_extensions()

    def __call__(self, doc: Doc) -> Doc:
        claims, events = attribute(doc, read_claims(doc))
        if claims:
            write_claims(doc, claims)
        if events:
            write_events(doc, events)
        return doc
