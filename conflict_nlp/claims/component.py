"""The `casualty_parser` component: finds the casualty claims of a document."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from conflict_nlp.claims.binding import bind
from conflict_nlp.claims.links import link
from conflict_nlp.claims.phrases import counted
from conflict_nlp.claims.scan import Draft
from conflict_nlp.claims.status import furniture_start, status_of
from conflict_nlp.claims.victims import victims_of
from conflict_nlp.extensions import install_extensions
from conflict_nlp.spans import write_claims
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, Evidence


def find_claims(doc: Doc) -> list[CasualtyClaim]:
    """The casualty claims of a tokenised document with sentence boundaries, without attributions.

    Pure: nothing is written to the document.
    """
    view = View(doc)
    drafts = bind(view, counted(view), furniture_start(view))
    drafts.sort(key=lambda d: (d.phrase.first, d.phrase.last))
    drafts = [d for d in drafts if d.harm != "none"]
    for draft in drafts:
        sentence = view.sents[view.sent_of[draft.phrase.first]]
        if draft.rule == "escaped":
            draft.status = "hypothetical"
        elif draft.rule != "state":
            draft.status = status_of(view, draft.trigger, draft.phrase.first, draft.phrase.last, sentence)
    for draft in drafts:
        p = draft.phrase
        if draft.status == "denied" and p.modifier == "at_least" and p.low > 1 and view.norm(draft.trigger - 1) in ("لم", "لن"):
            # `لم يقتل أكثر من ثلاثة`: what is denied is that there were more.
            draft.status, p.modifier, p.low, p.high = "asserted", "at_most", 0, p.low
    # Whoever is only sought has not come to harm; an attempt on a life has.
    drafts = [d for d in drafts if not (d.status == "attempted" and d.harm in ("detained", "displaced"))]
    for draft in drafts:
        draft.status = "hypothetical" if draft.status == "attempted" else draft.status
    link(view, drafts)
    ids = {id(draft): f"c{n}" for n, draft in enumerate(drafts, 1)}
    return _typed([_claim(view, draft, ids) for draft in drafts])


def _typed(claims: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """The same people are of one type wherever the document tells it."""
    known = {c.same_as or c.id: c.victims.type for c in claims if c.victims.type != "unknown"}
    out = []
    for claim in claims:
        told = known.get(claim.same_as or claim.id)
        if told is not None and claim.victims.type == "unknown":
            claim = replace(claim, victims=replace(claim.victims, type=told))
        out.append(claim)
    return out


def _claim(view: View, d: Draft, ids: dict[int, str]) -> CasualtyClaim:
    start, end = view.starts[d.phrase.first], view.ends[d.phrase.last]
    at = d.trigger if d.trigger >= 0 else d.phrase.first
    return CasualtyClaim(
        id=ids[id(d)],
        start=start,
        end=end,
        text=view.text[start:end],
        harm=d.harm,  # type: ignore[arg-type]
        low=d.phrase.low,
        high=d.phrase.high,
        modifier=d.phrase.modifier,  # type: ignore[arg-type]
        victims=victims_of(view, d),
        part_of=ids[id(d.part_of)] if d.part_of is not None else None,
        same_as=ids[id(d.same_as)] if d.same_as is not None else None,
        status=d.status,  # type: ignore[arg-type]
        evidence=[Evidence("harm", view.slice(at, at), view.starts[at], view.ends[at], d.rule)],
    )


@Language.factory("casualty_parser", assigns=["doc.spans"], requires=["token.is_sent_start"])
def make_casualty_parser(nlp: Language, name: str) -> CasualtyParser:
    """Create the component; it has no settings and needs sentence boundaries (`news_sentencizer`) and, for named victims,
    entities (`lexical_ner` or a trained `ner`)."""
    return CasualtyParser(nlp, name)


class CasualtyParser(Pipe):
    """Writes the claims of each document into the span group `casualty_claims`; read them from `doc._.casualty_claims`."""

    def __init__(self, nlp: Language, name: str = "casualty_parser") -> None:
        self.vocab = nlp.vocab
        self.name = name
        install_extensions()

    def __call__(self, doc: Doc) -> Doc:
        write_claims(doc, find_claims(doc))
        return doc
