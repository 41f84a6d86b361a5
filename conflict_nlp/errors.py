"""Errors and warnings with stable codes, so that a message can be looked up and told apart by a program."""

from __future__ import annotations


class ConflictNLPError(ValueError):
    """An error of this library; `code` is stable across releases, `document` names the document where there is one."""

    def __init__(self, code: str, *, document: str | None = None, **values: object) -> None:
        self.code = code
        self.document = document
        where = f" (document {document!r})" if document is not None else ""
        super().__init__(f"[{code}] {MESSAGES[code].format(**values)}{where}")


MESSAGES = {
    "CN001": "The text is not a string but {type}.",
    "CN002": "The span {start}..{end} lies outside the text of {length} characters.",
}
