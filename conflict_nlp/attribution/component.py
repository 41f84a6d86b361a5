"""The `actor_attribution` component: who did it, whose the victims are, according to whom, and where."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from conflict_nlp.attribution.actors import Names
from conflict_nlp.attribution.acts import find_acts
from conflict_nlp.attribution.perpetrators import Perpetrators
from conflict_nlp.attribution.places import Places
from conflict_nlp.attribution.sources import Speakers, with_sources, words_of_speakers
from conflict_nlp.attribution.stances import Stances
from conflict_nlp.attribution.victims import with_victim_actors
from conflict_nlp.claims.status import furniture_start
from conflict_nlp.dates import Timeline, dated, document_date, find_dates
from conflict_nlp.entities.ambiguous import outlet_country
from conflict_nlp.events.build import find_events, with_events
from conflict_nlp.extensions import install_extensions
from conflict_nlp.spans import read_claims, read_document, read_events, write_claims, write_events
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, ConflictEvent

_OWN = frozenset({"perpetrator", "source", "victim_actor", "place", "date", "stance"})  # the roles of evidence that attribution adds


def attribute(doc: Doc, claims: list[CasualtyClaim]) -> tuple[list[CasualtyClaim], list[ConflictEvent]]:
    """The claims of a document with perpetrators, victims' actors, sources and places filled in, and its conflict events.

    Pure: nothing is written to the document.
    """
    view = View(doc)
    limit = furniture_start(view)
    names = Names(view)
    stances = Stances(view, names, limit)
    acts = stances.acts(find_acts(view, limit))
    if not (claims or acts or find_events(view, names, acts, claims, limit)):
        return [], []
    statements = stances.trimmed(Speakers(view, names).statements(limit))
    claims = with_victim_actors(view, names, with_sources(view, statements, claims))
    claims = stances.assign(Perpetrators(view, names, acts).assign(claims))
    actors = (actor.core for act in acts for actor in (*act.actors, *act.others) if actor.kind == "place")
    places = Places(view, limit, actors, words_of_speakers(view, statements))
    today = document_date(view)
    line = Timeline(view, find_dates(view, today, outlet_country(read_document(doc).get("outlet"))), today)
    claims = dated(line, places.assign(claims))
    events = find_events(view, names, acts, claims, limit)
    claims = with_events(claims, events)
    return claims, [_told(event, claims, view, places, line, stances) for event in events]


def _told(event: ConflictEvent, claims: list[CasualtyClaim], view: View, places: Places, line: Timeline, stances: Stances) -> ConflictEvent:
    """An event with its stance, and with place and date from its own words where no claim of it has any."""
    word, _ = view.words_in(event.trigger.start, event.trigger.end)
    stance = stances.of_event(event, [claim for claim in claims if claim.event == event.id])
    day = line.at(word) if event.date is None and line.by_sent else None
    if day is not None:
        event = replace(event, date=day.iso, date_precision=day.precision)
    return replace(event, stance=stance, place=event.place or places.at(word))


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
        # What an earlier run added is told anew.
        before = [replace(c, evidence=[e for e in c.evidence if e.role not in _OWN]) for c in read_claims(doc)]
        claims, events = attribute(doc, before)
        if claims:
            write_claims(doc, claims)
        if events or read_events(doc):
            write_events(doc, events)
        return doc
