"""Errors with stable codes, so that a message can be looked up and told apart by a program."""

from __future__ import annotations


class ConflictNLPError(ValueError):
    """An error of this library; `code` is stable across releases, `document` names the document where there is one, and `record` is
    what was handed in, where that was to be a document."""

    record: object = None

    def __init__(self, code: str, *, document: str | None = None, **values: object) -> None:
        self.code = code
        self.document = document
        self.values = values
        where = f" (document {document!r})" if document is not None else ""
        super().__init__(f"[{code}] {MESSAGES[code].format(**values)}{where}")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.document, self.values)


def _rebuild(code: str, document: str | None, values: dict[str, object]) -> ConflictNLPError:
    return ConflictNLPError(code, document=document, **values)


MESSAGES = {
    # What a document may be.
    "CN001": "The text is not a string but {type}.",
    "CN002": "The span {start}..{end} lies outside the text of {length} characters.",
    "CN003": "A document is a string or a dict with the key 'text', not {type}.",
    "CN004": "The document has no 'text'.",
    "CN005": "The field '{field}' is not a string but {type}.",
    "CN006": "The field '{field}' holds half of a surrogate pair at character {at}, which is not text.",
    "CN007": "The text has {length} characters, more than the pipeline takes ({limit}): split it, or raise nlp.max_length.",
    "CN008": "An earlier document has the same id.",
    "CN009": "The pipeline failed on this document: {reason}",
    "CN010": "The worker process died that had this document, or one near it: too little memory, or a fault in a native library.",
    # Files.
    "CN020": "Line {line} of {path} is not valid JSON: {reason}",
    "CN021": "Line {line} of {path} is not a JSON object but {type}.",
    "CN022": "{path} is not UTF-8 text: byte {at} ({reason}).",
    "CN023": "No such file or folder: {path}",
    "CN024": "{path} cannot be read: {reason}",
    "CN025": "{path} is neither .txt nor .jsonl nor a folder of these.",
    "CN026": "The folder {path} holds no .txt or .jsonl file.",
    "CN027": "{path} cannot be written: {reason}",
    "CN028": "{path} could not be read to its end: {reason}",
    # Models and formats.
    "CN030": "No pipeline is installed or stored as {name!r}. Give the name of an installed pipeline, the path of a folder, or 'rules'.",
    "CN031": "The pipeline {name!r} cannot be loaded: {reason}",
    "CN032": "Unknown format {name!r}. Known formats: {known}.",
    "CN033": "The format {name!r} cannot go to standard output: give a file with -o.",
    "CN034": "{feature} needs {package}, which is not installed: pip install '{install}'",
    "CN035": "The number of workers must be at least 1, not {number}.",
    # Training.
    "CN040": "The pipeline has no word vectors, which the recogniser reads: give 'paths.vectors', or put vectors into nlp.vocab.",
    "CN041": "The encoder's weights in {path} do not fit: {reason}",
    "CN042": "The component {name!r} has no labels yet: train it, or load a trained pipeline.",
    "CN045": "The transformer {name!r} is no folder here and no installed pipeline, and no hub gave it ({reason}). Give a local folder "
    "with config.json, model.safetensors and tokenizer.json, for instance as paths.transformer.",
    "CN046": "There is no segmentation {name!r}. Known ones: {known}.",
    "CN048": "The tokenizer of {name!r} is not a fast one, or has no mask piece for piece_dropout: take another encoder, or no dropout.",
    "CN049": "A transformer of conflict_nlp.TransformerModel.v1 cannot be copied into its listeners (replace_listeners).",
    "CN050": "Two recognisers with other labels cannot be joined: {first} and {second}.",
    "CN051": "Weights of a transformer cannot be stored as {name!r}. Known ways: {known}.",
    # What comes back from annotation tools, and checks of written files.
    "CN060": "{path} is not a JSON list of tasks: {reason}",
    "CN061": "Item {item} of {path} is not a task of {tool}: {reason}",
    "CN062": "Item {item} of {path}: the span {start}..{end} does not lie in the text ({length} characters, offsets in {unit}).",
    "CN063": "Item {item} of {path}: the span {start}..{end} is {found!r} in the text, not {text!r}.",
    "CN064": "Item {item} of {path}: a relation names the span {id!r}, which is not there.",
    "CN065": "Item {item} of {path}: the text is not the one that was exported, so what was exported with it does not fit.",
    "CN066": "Item {item} of {path}: the entities {first!r} and {second!r} overlap.",
    "CN067": "Unknown annotation tool {name!r}. Known tools: {known}.",
    "CN068": "Item {item} of {path}: the claim {text!r} has the bounds {low!r} and {high!r}, which are no range of numbers of people.",
    "CN069": "The format {name!r} has no check. Formats with one: {known}.",
    # Reports.
    "CN070": "Two documents of the report have the id {id!r}, by which their claims are told apart: give each document an 'id'.",
    # Large work.
    "CN080": "Only jsonl, csv and parquet in a file (-o) can go on where they ended; {name!r} can only be made anew, without --resume.",
    "CN081": "Another run is writing {path}.",
    "CN082": "The unfinished {path} cannot go on: {what} are not those that it was begun with. Without --resume it is made anew.",
    "CN083": "{path} cannot be used to go on: {reason}. Without --resume the work is done anew.",
    "CN084": "{path} is to be written and is among the inputs, or was named for two things.",
    "CN085": "A document of a batch has no id, and its place in the batch names nothing.",
    "CN086": "A batch of documents has no column {names}.",
    # CAMeL Tools.
    "CN043": "The data of CAMeL Tools for {name!r} are not installed. Install them with: {command}",
    "CN044": "CAMeL Tools has no disambiguation model {name!r}. Known models: {known}.",
}
