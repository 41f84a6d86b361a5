"""Loading a pipeline, running it over documents, and taking out the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import is_package, load_config, load_model_from_config

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.export.arrow import to_arrow as to_arrow
from conflict_nlp.export.base import require
from conflict_nlp.export.incident_rows import INCIDENT_COLUMNS, incident_row
from conflict_nlp.export.rows import COLUMNS, claim_rows
from conflict_nlp.extensions import install_extensions
from conflict_nlp.inputs import ErrorHandler, read_items, without_errors
from conflict_nlp.running import run
from conflict_nlp.spans import CLAIMS_KEY, EVENTS_KEY, read_document, read_records
from conflict_nlp.text.normalize import without_hidden

if TYPE_CHECKING:
    import pandas

    from conflict_nlp.incidents import Incident

RULES = "rules"
DEFAULT_MODELS = ("ar_conflict_news_trf", "ar_conflict_news_sm")
# Rules need no more memory for a long text than its tokens; spaCy's own limit of a million guards neural components.
_RULES_MAX_LENGTH = 20_000_000


def load(name: str | Path | None = None) -> Language:
    """A pipeline by name or path; without one the best that is installed: `ar_conflict_news_trf`, else
    `ar_conflict_news_sm`, else the rule pipeline, which can also be asked for as `"rules"`."""
    install_extensions()
    if name is None:
        name = next(filter(is_package, DEFAULT_MODELS), RULES)
    if name == RULES:
        return _load_rules()
    if not (is_package(str(name)) or Path(name).is_dir()):
        raise ConflictNLPError("CN030", name=str(name))
    try:
        return spacy.load(name)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ConflictNLPError("CN031", name=str(name), reason=error) from error


def _load_rules() -> Language:
    with as_file(files("conflict_nlp") / "data" / "rules.cfg") as path:
        nlp = load_model_from_config(load_config(path), auto_fill=True)
    nlp.max_length = _RULES_MAX_LENGTH
    return nlp


def raise_error(error: ConflictNLPError) -> NoReturn:
    """The error handler that stops at the first error."""
    raise error


def pipe(
    records: Iterable[object],
    *,
    nlp: Language | None = None,
    batch_size: int = 64,
    n_process: int = 1,
    on_error: ErrorHandler = raise_error,
) -> Iterator[Doc]:
    """Run the pipeline over `records`: strings, or dicts with the keys of the command line's JSONL.

    Documents come in the order given, and what they are told about themselves stays on them: `doc._.document_id`,
    `doc._.document_date`, `doc._.outlet`. A document that cannot be processed goes to `on_error` as a coded error and is
    left out; if that handler returns, the rest goes on. With `n_process` above 1 that many processes share the work.

    Docs belong to whoever asked for them, so each new word stays in `nlp.vocab`. For a million documents see docs/scale.md.
    """
    nlp = nlp if nlp is not None else load()
    yield from without_errors(run(nlp, read_items(records), batch_size=batch_size, n_process=n_process), on_error)


def to_record(doc: Doc, id: str | None = None) -> dict[str, Any]:
    """The line of the JSONL for `doc`, valid against the schema of casualty claims; `id` defaults to the document's own."""
    return {
        "id": id if id is not None else read_document(doc).get("id", ""),
        "entities": [_entity(ent) for ent in doc.ents],
        "claims": deepcopy(list(read_records(doc, CLAIMS_KEY).values())),
        "events": deepcopy(list(read_records(doc, EVENTS_KEY).values())),
    }


def _entity(ent: Span) -> dict[str, Any]:
    """Its words, without the marks of direction that a token may begin or end with."""
    text = ent.doc.text
    start, end = without_hidden(text, ent.start_char, ent.end_char)
    known = {"label": ent.label_, "kb_id": ent.kb_id_ or None, "armed": ent.label_ == "ORG" and ent.id_ == "armed"}
    return {"text": text[start:end], "start": start, "end": end, **known}


def to_dataframe(docs: Iterable[Doc]) -> pandas.DataFrame:
    """A table of the claims of `docs`, one row a claim; lists of perpetrators and sources stay lists of names."""
    return _dataframe([row for doc in docs for row in claim_rows(doc)], COLUMNS)


def incidents_to_dataframe(incidents: Iterable[Incident]) -> pandas.DataFrame:
    """A table of incidents, one row an incident (`conflict_nlp.export.incident_rows` has its columns)."""
    return _dataframe([incident_row(incident) for incident in incidents], INCIDENT_COLUMNS)


def _dataframe(rows: list[dict[str, Any]], columns: dict[str, str]) -> pandas.DataFrame:
    pd = require("pandas", feature="to_dataframe", install="pandas")
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({name: kind for name, kind in columns.items() if kind in ("Int64", "boolean")})
