"""What a person changes in a tool is what comes back; items that cannot be used are named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflict_nlp import ConflictNLPError, cli
from conflict_nlp.corrections.label_studio import CHOICES, LABELS, NUMBERS
from conflict_nlp.corrections.tasks import HARMS, LINKS, MENTION, ROLES
from conflict_nlp.types import CasualtyClaim
from tests.conftest import ROOT
from tests.corrections.made import TEXT, TOOLS, at, back, checked, document, exported, write


class Sheet:
    """A task in a tool, to correct by hand: the same few actions for all tools."""

    def __init__(self, tool: str) -> None:
        self.tool = tool
        [self.item] = checked(tool, exported(tool, document()))
        key = {"doccano": "entities", "prodigy": "spans"}
        self.list = self.item["annotations"][0]["result"] if tool == "label-studio" else self.item[key[tool]]
        self.relations = self.list if tool == "label-studio" else self.item["relations"]

    def _offsets(self, words: str) -> dict[str, int]:
        shift = self.tool == "doccano"
        start, end = at(words)
        names = ("start_offset", "end_offset") if shift else ("start", "end")
        return dict(zip(names, (start + shift, end + shift), strict=True))

    def _is(self, span: dict[str, Any], words: str, label: str) -> bool:
        if self.tool == "label-studio":
            return span["type"] == "labels" and span["value"]["labels"] == [label] and span["value"]["text"] == words
        return span["label"] == label and self._offsets(words).items() <= span.items()

    def find(self, words: str, label: str) -> dict[str, Any]:
        return next(span for span in self.list if self._is(span, words, label))

    def add(self, words: str, label: str) -> dict[str, Any]:
        if self.tool == "label-studio":
            value = {**self._offsets(words), "text": words, "labels": [label]}
            span = {"id": f"new-{words}", "type": "labels", "from_name": "label", "to_name": "text", "value": value}
        else:
            span = {"id": 9_000 + len(self.list), "label": label, **self._offsets(words)}
            if self.tool == "prodigy":
                del span["id"]
        self.list.append(span)
        return span

    def remove(self, words: str, label: str) -> None:
        """The span, what stands beside it, and its relations."""
        gone = self.find(words, label)
        self.list[:] = [item for item in self.list if item is not gone and (self.tool != "label-studio" or item.get("id") != gone["id"])]
        self.relations[:] = [item for item in self.relations if item is not gone and not self._touches(item, gone)]

    def _touches(self, item: dict[str, Any], span: dict[str, Any]) -> bool:
        if self.tool == "prodigy":
            return any(all(item[end][key] == span[key] for key in ("start", "end", "label")) for end in ("head_span", "child_span"))
        return span["id"] in (item.get("from_id"), item.get("to_id"))

    def relabel(self, words: str, label: str, new: str) -> None:
        span = self.find(words, label)
        if self.tool == "label-studio":
            span["value"]["labels"] = [new]
            return
        if self.tool == "prodigy":
            for relation in self.relations:
                for end in ("head_span", "child_span"):
                    if relation[end]["start"] == span["start"] and relation[end]["label"] == label:
                        relation[end] = {**relation[end], "label": new}
        span["label"] = new

    def relate(self, head: dict[str, Any], child: dict[str, Any], label: str) -> None:
        if self.tool == "prodigy":
            ends = {
                f"{name}_span": {key: span[key] for key in ("start", "end", "label")} for name, span in (("head", head), ("child", child))
            }
            self.relations.append({**ends, "label": label})
        elif self.tool == "doccano":
            self.relations.append({"id": 99, "from_id": head["id"], "to_id": child["id"], "type": label})
        else:
            self.relations.append(
                {"from_id": head["id"], "to_id": child["id"], "type": "relation", "direction": "right", "labels": [label]}
            )

    def unrelate(self, label: str) -> None:
        kept = [item for item in self.relations if label not in (item.get("type"), item.get("label"), *(item.get("labels") or ()))]
        self.relations[:] = kept

    def back(self, path: Path) -> dict[str, Any]:
        [record] = back(self.tool, [self.item], path)
        assert isinstance(record, dict), record
        for claim in record["claims"]:
            CasualtyClaim.from_dict(claim)
            assert TEXT[claim["start"] : claim["end"]] == claim["text"]
        return record


@pytest.fixture(params=TOOLS)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    return Sheet(request.param)


def test_an_entity_is_removed_relabelled_and_added(sheet: Sheet, tmp_path: Path) -> None:
    sheet.relabel("النخيل", "LOC", "ORG")
    sheet.add("المرصد", "ORG")
    found = [(ent["text"], ent["label"], ent["kb_id"]) for ent in sheet.back(tmp_path / "f")["entities"]]
    assert found[1:] == [("النخيل", "ORG", None), ("المرصد", "ORG", None)]
    sheet.remove("النخيل", "ORG")
    assert [ent["text"] for ent in sheet.back(tmp_path / "f")["entities"]][1:] == ["المرصد"]


def test_the_place_goes_with_its_span(sheet: Sheet, tmp_path: Path) -> None:
    sheet.remove("النخيل", "LOC")
    assert [claim["place"] for claim in sheet.back(tmp_path / "f")["claims"]] == [None, None]


def test_a_claim_is_removed(sheet: Sheet, tmp_path: Path) -> None:
    sheet.remove("12 مدنيا", "killed")
    [claim] = sheet.back(tmp_path / "f")["claims"]
    assert (claim["id"], claim["low"], claim["evidence"]) == ("c2", 30, [])


def test_the_harm_is_corrected(sheet: Sheet, tmp_path: Path) -> None:
    sheet.relabel("12 مدنيا", "killed", "detained")
    first, second = sheet.back(tmp_path / "f")["claims"]
    assert (first["id"], first["harm"], first["low"], first["date"]) == ("c1", "detained", 12, "2031-05-06")
    assert first["victims"]["type"] == "civilian"
    assert first["evidence"] == []  # no rule has read it so
    assert second["harm"] == "injured"


def test_a_new_claim_gets_its_figure_from_its_words_and_a_new_id(sheet: Sheet, tmp_path: Path) -> None:
    head = sheet.add("30 شخصا في قصف", "displaced")
    child = sheet.add("المرصد", "ORG")
    sheet.relate(head, child, "source")
    *_, new = sheet.back(tmp_path / "f")["claims"]
    assert (new["id"], new["harm"], new["low"], new["high"], new["modifier"]) == ("c3", "displaced", 30, 30, "exact")
    assert [source["text"] for source in new["sources"]] == ["المرصد"]
    assert (new["victims"]["text"], new["perpetrators"], new["status"]) == ("30 شخصا في قصف", [], "asserted")


def test_relations_are_corrected(sheet: Sheet, tmp_path: Path) -> None:
    sheet.unrelate("perpetrator")
    sheet.unrelate("source")
    claim = sheet.find("30 شخصا", "injured")
    sheet.relate(claim, sheet.find("12 مدنيا", "killed"), "same_as")
    sheet.relate(claim, sheet.find("النخيل", "LOC"), "perpetrator")
    first, second = sheet.back(tmp_path / "f")["claims"]
    assert (first["perpetrators"], first["sources"], first["stance"]) == ([], [], None)
    assert first["place"]["name"] == "مدينة النخيل"
    assert (second["same_as"], second["stance"]) == ("c1", "asserted")
    assert [(m["text"], m["name"], m["kb_id"]) for m in second["perpetrators"]] == [("النخيل", "النخيل", None)]


def test_without_relations_in_the_file_roles_stay(tmp_path: Path) -> None:
    for tool in ("doccano", "prodigy"):
        sheet = Sheet(tool)
        del sheet.item["relations"]
        assert sheet.back(tmp_path / "f")["claims"][0]["perpetrators"][0]["kb_id"] == "actor:syria-army"


def test_label_studio_shows_values_beside_a_claim(tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    name = sheet.find("30 شخصا", "injured")["id"]
    for region in sheet.list:
        if region.get("id") == name and region["from_name"] in ("low", "status", "victims", "modifier"):
            new = {"low": 28.0, "status": ["denied"], "victims": ["combatant"], "modifier": ["range"]}[region["from_name"]]
            region["value"][region["type"]] = new
    sheet.list.append({"id": name, "from_name": "high", "to_name": "text", "type": "number", "value": {"start": 0, "end": 1, "number": 35}})
    claim = sheet.back(tmp_path / "f")["claims"][1]
    assert (claim["low"], claim["high"], claim["status"], claim["modifier"]) == (28, 35, "denied", "range")
    assert claim["victims"]["type"] == "combatant"
    sheet.list[:] = [region for region in sheet.list if region.get("from_name") not in NUMBERS]
    assert sheet.back(tmp_path / "f")["claims"][1]["low"] == 30  # a project without these fields says nothing about them


def _set_number(sheet: Sheet, words: str, harm: str, **numbers: int) -> None:
    name = sheet.find(words, harm)["id"]
    sheet.list[:] = [region for region in sheet.list if region.get("id") != name or region["from_name"] not in numbers]
    for control, number in numbers.items():
        value = {"start": 0, "end": 1, "number": number}
        sheet.list.append({"id": name, "from_name": control, "to_name": "text", "type": "number", "value": value})


def test_label_studio_writes_zero_for_a_number_that_was_emptied(tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    _set_number(sheet, "12 مدنيا", "killed", high=0)
    claim = sheet.back(tmp_path / "f")["claims"][0]
    assert (claim["low"], claim["high"]) == (12, None)
    _set_number(sheet, "12 مدنيا", "killed", low=0, high=12)
    [error] = back("label-studio", [sheet.item], tmp_path / "f")
    assert error.code == "CN068"


@pytest.mark.parametrize(
    ("numbers", "modifier"), [({"low": 7}, "at_least"), ({"low": 7, "high": 7}, "exact"), ({"low": 7, "high": 9}, "range")]
)
def test_bounds_that_are_typed_tell_the_modifier(numbers: dict[str, int], modifier: str, tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    sheet.add("المرصد", "detained")
    _set_number(sheet, "المرصد", "detained", **numbers)
    *_, claim = sheet.back(tmp_path / "f")["claims"]
    assert (claim["low"], claim["high"], claim["modifier"]) == (7, numbers.get("high"), modifier)


@pytest.mark.parametrize(("low", "high", "modifier"), [(12, 15, "range"), (11, 11, "exact"), (9, 0, "at_least")])
def test_bounds_that_contradict_the_exported_modifier(low: int, high: int, modifier: str, tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    _set_number(sheet, "12 مدنيا", "killed", low=low, high=high)
    claim = sheet.back(tmp_path / "f")["claims"][0]
    assert (claim["low"], claim["high"], claim["modifier"]) == (low, high or None, modifier)


def test_a_claim_is_corrected_to_nobody(tmp_path: Path) -> None:
    text = "قال إن 0 قتلى سقطوا و12 جريحا"
    start, end = at("0 قتلى", text)
    [record] = back(
        "doccano",
        [{"id": 1, "text": text, "entities": [{"id": 1, "label": "killed", "start_offset": start, "end_offset": end}]}],
        tmp_path / "f",
    )
    assert [(claim["low"], claim["high"]) for claim in record["claims"]] == [(0, 0)]


def test_a_role_that_is_drawn_anew_is_known_from_the_export(sheet: Sheet, tmp_path: Path) -> None:
    for role in ("source", "victims_actor"):
        sheet.relate(sheet.find("30 شخصا", "injured"), sheet.find("لجيش", "ORG"), role)
    _, claim = sheet.back(tmp_path / "f")["claims"]
    assert [source["kb_id"] for source in claim["sources"]] == ["actor:syria-army"]
    assert claim["victims"]["actor_kb_id"] == "actor:syria-army"


def test_an_entity_drawn_twice_is_one(sheet: Sheet, tmp_path: Path) -> None:
    before = sheet.back(tmp_path / "f")["entities"]
    sheet.add("المرصد", "ORG")
    double = dict(sheet.add("المرصد", "ORG"))
    if sheet.tool == "label-studio":
        sheet.list[-1] = {**double, "id": "another"}
    assert len(sheet.back(tmp_path / "f")["entities"]) == len(before) + 1


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_a_claim_drawn_twice_is_an_error(tool: str, tmp_path: Path) -> None:
    sheet = Sheet(tool)
    double = sheet.add("30 شخصا", "injured")
    assert double["id"] != sheet.find("30 شخصا", "injured")["id"]
    [error] = back(tool, [sheet.item], tmp_path / "f")
    assert (error.code, "two claims of people injured" in str(error)) == ("CN061", True)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_document_that_comes_twice_is_an_error(tool: str, tmp_path: Path) -> None:
    first, second = back(tool, [Sheet(tool).item, Sheet(tool).item], tmp_path / "f")
    assert isinstance(first, dict)
    assert (second.code, "a second time" in str(second)) == ("CN061", True)


def test_doccano_reads_the_lines_in_any_encoding(tmp_path: Path) -> None:
    """It guesses that of a file."""
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "text": "قتل 3 جنود 😀 بحلب"}, ensure_ascii=False), "utf8")
    assert cli.main(["extract", str(source), "-m", "rules", "-f", "doccano", "-o", str(tmp_path / "out")]) == 0
    written = (tmp_path / "out").read_bytes()
    assert written.isascii()
    assert json.loads(written)["text"] == "قتل 3 جنود 😀 بحلب"


def test_a_doccano_project_without_relations_keeps_the_roles(tmp_path: Path) -> None:
    sheet = Sheet("doccano")
    before = sheet.back(tmp_path / "f")["claims"]
    triples = [[item["start_offset"], item["end_offset"], item["label"]] for item in sheet.item.pop("entities")]
    [record] = back("doccano", [{**sheet.item, "label": triples}], tmp_path / "f")
    assert record["claims"] == before


def test_what_comes_back_empty_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = Sheet("doccano")
    sheet.item.update(entities=[], relations=[])
    write("doccano", [sheet.item], tmp_path / "f")
    assert cli.main(["import", str(tmp_path / "f"), "--from", "doccano", "-o", str(tmp_path / "out")]) == 0
    assert "1 items hold no entity and no claim" in capsys.readouterr().err


def test_label_studio_relations_drawn_the_other_way_round(tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    for relation in sheet.list:
        if relation["type"] == "relation":
            relation["from_id"], relation["to_id"] = relation["to_id"], relation["from_id"]
            relation["direction"] = "left"
    assert sheet.back(tmp_path / "f")["claims"] == Sheet("label-studio").back(tmp_path / "f")["claims"]


def test_doccano_projects_without_relations_write_triples(tmp_path: Path) -> None:
    start, end = at("النخيل")
    [record] = back("doccano", [{"id": 7, "text": TEXT, "label": [[start + 1, end + 1, "LOC"]]}], tmp_path / "f")
    new = {"text": "النخيل", "start": start, "end": end, "label": "LOC", "kb_id": None, "armed": False}
    assert record == {"id": "7", "text": TEXT, "entities": [new], "claims": [], "events": []}
    [record] = back("doccano", [{"id": 7, "text": TEXT, "label": [[start, end, "LOC"]]}], tmp_path / "f", offsets="code-points")
    assert record["entities"] == [new]


@pytest.mark.parametrize(
    ("tool", "change"),
    [
        ("label-studio", lambda item: item.update(annotations=[])),
        ("label-studio", lambda item: item["annotations"][0].update(was_cancelled=True)),
        ("prodigy", lambda item: item.update(answer="reject")),
        ("prodigy", lambda item: item.update(answer="ignore")),
        ("prodigy", lambda item: item.pop("answer")),
    ],
)
def test_what_nobody_has_confirmed_is_left_out(tool: str, change: Callable[[Any], Any], tmp_path: Path) -> None:
    sheet = Sheet(tool)
    change(sheet.item)
    assert back(tool, [sheet.item], tmp_path / "f") == [None]


@pytest.mark.parametrize("tool", ["label-studio", "prodigy"])
def test_unless_it_is_wanted(tool: str, tmp_path: Path) -> None:
    [record] = back(tool, exported(tool, document()), tmp_path / "f", unchecked=True)
    assert len(record["claims"]) == 2


def test_numbers_of_predictions_are_no_predictions(tmp_path: Path) -> None:
    """What Label Studio exports of tasks that nobody has annotated."""
    sheet = Sheet("label-studio")
    for predictions, words in (([69], "snapshot"), (5, "list of objects")):
        sheet.item.update(annotations=[], predictions=predictions)
        [error] = back("label-studio", [sheet.item], tmp_path / "f", unchecked=True)
        assert (error.code, words in str(error)) == ("CN061", True)


def _set(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(item: Any) -> None:
        for key in path[:-1]:
            item = item[key]
        item[path[-1]] = to

    return change


RESULT = ("annotations", 0, "result")
BAD = [
    ("label-studio", _set("data", to=5), "CN061", "'data' is not dict but int"),
    ("label-studio", _set("data", "text", to=None), "CN061", "'text' is not str but NoneType"),
    ("label-studio", _set("data", "text", to=TEXT + "."), "CN065", ""),
    ("label-studio", _set("data", "text", to="\ud83d"), "CN061", "half of a surrogate pair"),
    ("label-studio", _set("annotations", to={}), "", ""),
    ("label-studio", _set("annotations", to=[5]), "CN061", "'annotations' is not a list of objects"),
    ("label-studio", _set(*RESULT, 0, "value", "end", to=999), "CN062", "lies|lie"),
    ("label-studio", _set(*RESULT, 0, "value", "start", to=0), "CN063", ""),
    ("label-studio", _set(*RESULT, 0, "value", "start", to="x"), "CN061", "a span without start and end"),
    ("label-studio", _set(*RESULT, 0, "value", "end", to=float("inf")), "CN061", "a span without start and end"),
    ("label-studio", _set(*RESULT, 0, "id", to="gone"), "CN064", "'e1'"),
    ("label-studio", _set(*RESULT, 0, "id", to="e2"), "CN061", "two spans with the id 'e2'"),
    ("label-studio", _set("data", "conflict_nlp", to={"claims": 1}), "CN061", "damaged"),
    ("label-studio", _set("data", "conflict_nlp", "claims", 0, "victims", to=None), "CN061", "damaged"),
    ("label-studio", _set(*RESULT, -1, "labels", to=[]), "CN061", "a relation without a label"),
    ("doccano", _set("text", to=5), "CN061", "'text' is not str but int"),
    ("doccano", _set("entities", 0, "end_offset", to=999), "CN062", "offsets in utf-16"),
    ("doccano", _set("entities", 0, "start_offset", to=1), "CN062", ""),  # within the emoji
    ("doccano", _set("entities", 0, "end_offset", to=0), "CN062", ""),
    ("doccano", _set("entities", 0, "start_offset", to=True), "CN061", "'start_offset' is not int but bool"),
    ("doccano", _set("entities", 0, "label", to=None), "CN061", "'label'"),
    ("doccano", _set("entities", to="x"), "CN061", "list of objects"),
    ("doccano", _set("relations", 0, "to_id", to=0), "CN064", "'0'"),
    ("doccano", _set("relations", 0, "from_id", to=501), "CN061", "not one of a claim"),
    ("doccano", _set("entities", 1, "start_offset", to=0), "CN066", ""),
    ("prodigy", _set("spans", 0, "start", to=-1), "CN062", ""),
    ("prodigy", _set("spans", 0, "label", to=5), "CN061", "'label' is not str but int"),
    ("prodigy", _set("relations", 0, "head_span", to=None), "CN061", "'head_span'"),
    ("prodigy", _set("relations", 0, "head_span", to={"start": 0, "end": 1}), "CN064", "'0..1'"),
]


@pytest.mark.parametrize(("tool", "change", "code", "words"), BAD)
def test_a_bad_item_is_named_and_costs_no_other(tool: str, change: Callable[[Any], None], code: str, words: str, tmp_path: Path) -> None:
    bad, good = Sheet(tool), Sheet(tool)
    change(bad.item)
    first, second = back(tool, [bad.item, good.item], tmp_path / "f")
    assert isinstance(second, dict)
    if not code:
        assert first is None
        return
    assert isinstance(first, ConflictNLPError)
    assert first.code == code
    assert f"Item 1 of {tmp_path / 'f'}" in str(first)
    assert re.search(words, str(first))


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to all values within a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(found for key, item in inner for found in _leaves(item, (*path, key)))]


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_is_more_than_a_coded_error(tool: str, data: st.DataObject, tmp_path: Path) -> None:
    item = Sheet(tool).item
    path = data.draw(st.sampled_from(_leaves(item)))
    _set(*path, to=data.draw(st.sampled_from([None, True, -1, 2.5, 10**30, "", "x", [], [5], [[1, 2]], {}, {"start": 0}])))(item)
    for result in back(tool, [item], tmp_path / "f"):
        assert result is None or isinstance(result, dict | ConflictNLPError)


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (5, 4), ("x", 5), (None, None), (2.5, 3)])
def test_bounds_that_are_none(low: Any, high: Any, tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    name = sheet.find("30 شخصا", "injured")["id"]
    sheet.list[:] = [item for item in sheet.list if not (item.get("id") == name and item["from_name"] in NUMBERS)]
    for control, value in (("low", low), ("high", high)):
        sheet.list.append({"id": name, "from_name": control, "type": "number", "value": {"number": value}})
    [error] = back("label-studio", [sheet.item], tmp_path / "f")
    assert error.code == "CN068"


def test_a_choice_that_is_none(tmp_path: Path) -> None:
    sheet = Sheet("label-studio")
    next(item for item in sheet.list if item.get("from_name") == "status")["value"]["choices"] = ["maybe"]
    [error] = back("label-studio", [sheet.item], tmp_path / "f")
    assert (error.code, "'maybe' is no value of 'status'" in str(error)) == ("CN061", True)


@pytest.mark.parametrize(
    ("tool", "content", "code"),
    [
        ("label-studio", b"[{", "CN060"),
        ("label-studio", b"{}", "CN060"),
        ("label-studio", b"[" * 100_000, "CN060"),
        ("label-studio", b"\xff", "CN022"),
        ("doccano", b"\xff", "CN022"),
        ("excel", b"", "CN067"),
    ],
)
def test_a_file_that_is_none_of_the_tool(tool: str, content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "f").write_bytes(content)
    assert cli.main(["import", str(tmp_path / "f"), "--from", tool, "-o", str(tmp_path / "out")]) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good, unchecked = Sheet("prodigy").item, {**Sheet("prodigy").item, "answer": "ignore"}
    path = write("prodigy", [good, unchecked], tmp_path / "f")
    path.write_text("\ufeff" + path.read_text("utf8") + "\n5\n{\n", "utf8")
    assert cli.main(["import", str(path), "--from", "prodigy"]) == 1
    out, err = capfd.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a"]
    lines = err.splitlines()
    assert ["CN021" in lines[0], "CN020" in lines[1], "left out: 1 items" in lines[2]] == [True] * 3
    assert cli.main(["import", str(tmp_path / "none"), "--from", "prodigy"]) == 2
    assert "[CN024]" in capfd.readouterr().err


def test_the_file_is_not_written_over_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "db.jsonl"
    path.write_text('{"text": "x", "spans": [], "answer": "reject"}\n', "utf8")
    assert cli.main(["import", str(path), "--from", "prodigy", "-o", str(path)]) == 2
    assert "[CN084]" in capsys.readouterr().err
    assert path.stat().st_size


def test_the_page_has_the_labelling_configuration() -> None:
    page = (ROOT / "docs/export.md").read_text("utf8")
    view = ElementTree.fromstring(re.search(r"```xml\n(.*?)```", page, re.DOTALL)[1])
    labels = {label.get("value") for label in view.iter("Label")}
    assert labels == {"PER", "LOC", "ORG", "MISC", MENTION, *HARMS}
    assert {relation.get("value") for relation in view.iter("Relation")} == {*ROLES, *LINKS}
    assert view.find("Labels").get("name") == LABELS
    assert {number.get("name") for number in view.iter("Number")} == set(NUMBERS)
    for choices in view.iter("Choices"):
        assert {choice.get("value") for choice in choices} == set(CHOICES[choices.get("name")])
        assert choices.get("perRegion") == "true"
    assert {choices.get("name") for choices in view.iter("Choices")} == CHOICES.keys()
