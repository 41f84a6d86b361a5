"""What the readers of all tools need: files, items, checks of spans and relations."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from conflict_nlp.corrections.offsets import Offsets
from conflict_nlp.corrections.tasks import LINKS, Mark, Relation
from conflict_nlp.errors import ConflictNLPError


class Where(NamedTuple):
    """An item of a tool's file, for messages; items count from 1."""

    path: str
    item: int
    tool: str

    def error(self, code: str, **values: Any) -> ConflictNLPError:
        """The error of this item."""
        return ConflictNLPError(code, path=self.path, item=self.item, tool=self.tool, **values)

    def unusable(self, reason: str) -> ConflictNLPError:
        """The error for an item that is not what the tool writes."""
        return self.error("CN061", reason=reason)


def read_text(path: Path) -> str:
    """The text of a file; a coded error for what cannot be read or is not UTF-8. A byte order mark is no text."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConflictNLPError("CN024", path=path, reason=error.strerror or error) from error
    except UnicodeDecodeError as error:
        raise ConflictNLPError("CN022", path=path, at=error.start, reason=error.reason) from error


def read_lines(path: Path, tool: str) -> Iterator[tuple[Where, Any] | ConflictNLPError]:
    """The objects of a JSONL file, or the errors of lines that are none."""
    item = 0
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        item += 1
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield ConflictNLPError("CN020", line=number, path=path, reason=error)
            continue
        if isinstance(value, dict):
            yield Where(str(path), item, tool), value
        else:
            yield ConflictNLPError("CN021", line=number, path=path, type=type(value).__name__)


def required(value: Any, key: str, kind: type, where: Where) -> Any:
    """`value[key]`, where it is there and of this kind."""
    if not isinstance(value, dict) or key not in value:
        raise where.unusable(f"no '{key}'")
    if not isinstance(value[key], kind) or isinstance(value[key], bool):
        raise where.unusable(f"'{key}' is not {kind.__name__} but {type(value[key]).__name__}")
    return value[key]


def objects(value: Any, key: str, where: Where) -> list[dict[str, Any]]:
    """The list of objects under a key; empty where there is none."""
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise where.unusable(f"'{key}' is not a list of objects")
    return found


def kept_of(value: Any, where: Where) -> dict[str, Any]:
    """What was exported with the item; empty for an item that this library did not write."""
    if value is None:
        return {}
    if not _is_kept(value):
        raise where.unusable("what was exported with it is damaged")
    found: dict[str, Any] = value
    return found


def _is_kept(value: Any) -> bool:
    """Whether it has what is looked up when it is merged."""
    lists = ("entities", "claims", "events")
    if not isinstance(value, dict) or not all(isinstance(value.get(key), list) for key in lists):
        return False
    if not (isinstance(value.get("id"), str) and isinstance(value.get("sha256"), str) and isinstance(value.get("about"), dict)):
        return False
    return (
        all(_is_span(entity) and isinstance(entity.get("label"), str) for entity in value["entities"])
        and all(_is_span(claim) and _is_claim(claim) for claim in value["claims"])
        and all(isinstance(event, dict) and _is_list(event.get("claims"), str) for event in value["events"])
    )


def _is_claim(claim: dict[str, Any]) -> bool:
    victims, place = claim.get("victims"), claim.get("place")
    names = [claim.get(key) for key in ("harm", "modifier", "status")]
    links = [claim.get(key) for key in LINKS]
    return (
        re.fullmatch("c[0-9]{1,9}", str(claim.get("id"))) is not None
        and all(isinstance(name, str) for name in names)
        and all(link is None or isinstance(link, str) for link in links)
        and {"low", "high", "stance", "place", *LINKS} <= claim.keys()
        and _is_span(victims)
        and {"type", "actor", "actor_start", "actor_end"} <= victims.keys()
        and all(victims[key] is None or isinstance(victims[key], int) for key in ("actor_start", "actor_end"))
        and all(_is_list(claim.get(key), dict) and all(map(_is_span, claim[key])) for key in ("perpetrators", "sources"))
        and (place is None or _is_span(place))
    )


def _is_list(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_span(value: Any) -> TypeGuard[dict[str, Any]]:
    kinds = (("text", str), ("start", int), ("end", int))
    return isinstance(value, dict) and all(isinstance(value.get(key), kind) for key, kind in kinds)


def span(text: str, start: int, end: int, offsets: Offsets, unit: str, where: Where) -> tuple[int, int]:
    """The span in code points."""
    first, last = offsets.back(start), offsets.back(end)
    if first is None or last is None or first >= last:
        raise where.error("CN062", start=start, end=end, length=len(text), unit=unit)
    return first, last


def checked(relations: Iterable[Relation], marks: Sequence[Mark], where: Where) -> list[Relation]:
    """The relations, where the ids of spans are distinct and all that they name are there."""
    ids = Counter(mark.id for mark in marks)
    if doubled := [name for name, number in ids.items() if number > 1]:
        raise where.unusable(f"two spans with the id {doubled[0]!r}")
    found = list(relations)
    for relation in found:
        for name in (relation.head, relation.child):
            if name not in ids:
                raise where.error("CN064", id=name)
    return found
