"""A run that ended before its time goes on with `--resume`, and nothing is lost or doubled. The articles are invented."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale import write_articles
from conflict_nlp import cli, journal
from conflict_nlp.export.jsonl import JsonlExporter

RECORDS = [{"id": f"d{n}", "text": "عطب" if n % 90 == 0 else f"{n} قتيلا"} for n in range(1, 301)]
Extract = Callable[..., int]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS) + "{broken\n")
    return path


@pytest.fixture
def extract(model: str, source: Path, tmp_path: Path) -> Extract:
    """Run the command on `source`, into `tmp_path`/NAME; gives the status."""

    def run(name: str, *options: str, format: str = "jsonl", inputs: tuple[Path, ...] = (source,)) -> int:
        out = tmp_path / name
        arguments = ["-m", model, "-f", format, "-o", out, "--failed", f"{out}.failed.jsonl", *options]
        return cli.main(["extract", *map(str, [*inputs, *arguments])])

    return run


@pytest.fixture
def cut_off(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run that ended in its third batch, and had written more than it had put on record."""
    render = JsonlExporter.render

    def interrupted(doc: object) -> bytes:
        if doc._.document_id == "d150":
            raise KeyboardInterrupt
        return render(doc)

    monkeypatch.setattr(journal, "_SAVE_EVERY", 0)
    with monkeypatch.context() as patch:
        patch.setattr(JsonlExporter, "render", staticmethod(interrupted))
        assert extract("out") == 130
    for name in ("out.part", "out.failed.jsonl"):
        with (tmp_path / name).open("ab") as file:
            file.write(b'{"id": "half a li')
    return tmp_path / "out"


def same(one: Path, other: Path) -> bool:
    """Whether two runs have written the same, and left nothing else."""
    assert not any(path.with_name(path.name + suffix).exists() for path in (one, other) for suffix in (".part", ".progress"))
    pairs = [(one, other), (Path(f"{one}.failed.jsonl"), Path(f"{other}.failed.jsonl"))]
    return all(a.read_bytes() == b.read_bytes() for a, b in pairs)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_goes_on_where_it_was_cut_off(extract: Extract, cut_off: Path, workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(cut_off.with_name("out.progress").read_bytes())["items"] == 128
    assert extract("whole") == 1
    with monkeypatch.context() as patch:
        patch.setattr("conflict_nlp.running.make_doc", _only_after(128))
        assert extract("out", "--resume", "--workers", workers) == 1
    assert same(cut_off, cut_off.with_name("whole"))
    failed = [json.loads(line) for line in Path(f"{cut_off}.failed.jsonl").read_text("utf8").splitlines()]
    assert [line.get("id") for line in failed] == ["d90", "d180", "d270", None]


def _only_after(number: int) -> Callable[..., object]:
    """`make_doc` for documents that were not done before."""
    from conflict_nlp.running import make_doc

    def checked(nlp: object, document: object) -> object:
        assert int(document.id[1:]) > number
        return make_doc(nlp, document)

    return checked


def test_without_resume_it_begins_anew(extract: Extract, cut_off: Path) -> None:
    assert extract("whole") == extract("out") == 1
    assert same(cut_off, cut_off.with_name("whole"))


def test_nothing_to_resume(extract: Extract, tmp_path: Path) -> None:
    assert extract("whole") == extract("out", "--resume") == 1
    assert same(tmp_path / "out", tmp_path / "whole")
    assert extract("out", "--resume") == 1
    assert same(tmp_path / "out", tmp_path / "whole")


def test_finished_in_all_but_name(
    extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(journal, "_SAVE_EVERY", 0)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda a, b: fails() if str(b).endswith("out") else Path(a).rename(b))
        assert extract("out") == 2
    assert "[CN027]" in (said := capsys.readouterr().err)
    assert "--resume goes on from there" in said
    assert extract("whole") == extract("out", "--resume") == 1
    assert same(tmp_path / "out", tmp_path / "whole")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("format", "CN082"),
        ("larger input", "CN082"),
        ("other text of the same length", "CN082"),
        ("another input", "CN082"),
        ("another file of failures", "CN082"),
        ("shorter output", "CN083"),
        ("no output", "CN083"),
        ("shorter failures", "CN083"),
        ("damaged record", "CN083"),
        ("record of another kind", "CN083"),
    ],
)
def test_refuses_what_does_not_fit(
    extract: Extract, cut_off: Path, source: Path, change: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = source.read_bytes()
    record = cut_off.with_name("out.progress")
    options: dict[str, object] = {}
    more: list[str] = []
    match change:
        case "format":
            options["format"] = "csv"
        case "larger input":
            source.write_bytes(lines + b'{"text": "x"}\n')
        case "other text of the same length":
            source.write_bytes(lines.replace(b'"7 ', b'"8 '))
        case "another input":
            source.rename(source.with_name("other.jsonl"))
            options["inputs"] = (source.with_name("other.jsonl"),)
        case "another file of failures":
            more = ["--failed", str(cut_off.with_name("others.jsonl"))]
        case "shorter output":
            os.truncate(cut_off.with_name("out.part"), 100)
        case "no output":
            cut_off.with_name("out.part").unlink()
        case "shorter failures":
            os.truncate(f"{cut_off}.failed.jsonl", 1)
        case "damaged record":
            record.write_bytes(record.read_bytes()[:-5])
        case "record of another kind":
            record.write_text('{"version": 2}')
    assert extract("out", "--resume", *more, **options) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not cut_off.exists()


def test_change_of_what_is_still_to_do_is_seen_only_by_its_length(extract: Extract, cut_off: Path, source: Path) -> None:
    source.write_bytes(source.read_bytes().replace(b'"299 ', b'"298 '))
    assert extract("out", "--resume") == extract("whole") == 1
    assert same(cut_off, cut_off.with_name("whole"))


@pytest.mark.parametrize(("format", "code"), [("html", "CN080"), ("acled", "CN080"), ("jsonl", "CN080")])
def test_what_cannot_go_on_says_so(
    model: str, source: Path, tmp_path: Path, format: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = [] if format == "jsonl" else ["-o", str(tmp_path / "out")]  # standard output cannot either
    assert cli.main(["extract", str(source), "-m", model, "-f", format, *output, "--resume"]) == 2
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["-o", "--failed"])
def test_output_must_not_be_an_input(model: str, source: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = source.read_bytes()
    assert cli.main(["extract", str(source.parent), "-m", model, option, str(source)]) == 2
    assert "[CN084]" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_two_runs_do_not_write_one_file(extract: Extract, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fcntl")
    code = "import fcntl, sys; file = open(sys.argv[1], 'wb'); fcntl.lockf(file, fcntl.LOCK_EX); print('locked', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "out.part"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        other.stdout.readline()
        assert extract("out") == 2
        other.communicate("\n")
    assert "[CN081]" in capsys.readouterr().err


def test_failures_are_kept_as_they_were_given(model: str, tmp_path: Path) -> None:
    given = [
        {"id": "a", "text": "عطب", "title": "عنوان", "mine": [1]},
        {"id": "b"},
        {"id": "c", "text": "half \ud83d"},
        {"text": 5},
        {"id": "a", "text": "again"},
    ]
    lines = [json.dumps(record).encode() for record in given]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([*lines, b"[1]", b'"\xff'])), (tmp_path / "picture.txt").write_bytes(b"\x89PNG\xff")
    names = [str(tmp_path / name) for name in ("in.jsonl", "picture.txt")]
    picture = {"id": "picture", "path": names[1]}
    for number, options in enumerate(([], ["-o", str(tmp_path / "out")])):  # a stream, and a file
        failed = tmp_path / f"{number}.failed"
        assert cli.main(["extract", *names, "-m", model, "--failed", str(failed), *options]) == 1
        found = [json.loads(line) for line in failed.read_text("utf8").splitlines()]
        assert [line.pop("error_code") for line in found] == ["CN009", "CN004", "CN006", "CN001", "CN008", "CN021", "CN022", "CN022"]
        assert all(line.pop("error").startswith("[CN0") for line in found)
        assert found == [*given[:3], {"id": "in:4", "text": 5}, given[4], {"line": "[1]"}, {"line": '"\\xff'}, picture]


@pytest.mark.parametrize("suffix", ["", ".part", ".progress", ".progress.new"])
def test_failures_do_not_go_into_a_file_of_the_output(model: str, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_articles(tmp_path / "in.jsonl", 1)
    out = tmp_path / "out"
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), "-m", model, "-o", str(out), "--failed", f"{out}{suffix}"]) == 2
    assert "[CN084]" in capsys.readouterr().err


def test_nor_to_standard_output(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_articles(tmp_path / "in.jsonl", 1)
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), "-m", model, "--failed", "-"]) == 2
    assert "[CN084]" in capsys.readouterr().err


def test_a_document_that_cannot_be_written_costs_no_other(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from conflict_nlp.export.incident_lines import IncidentLinesExporter

    write = IncidentLinesExporter.write

    def broken(self: IncidentLinesExporter, doc: Any) -> None:
        if doc._.document_id == "b":
            raise RuntimeError("cannot")
        write(self, doc)

    monkeypatch.setattr(IncidentLinesExporter, "write", broken)
    records = [{"id": name, "text": "5 قتيلا"} for name in "abc"]
    (tmp_path / "in.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf8")
    out, failed = tmp_path / "out", tmp_path / "failed"
    command = ["extract", str(tmp_path / "in.jsonl"), "-m", model, "-f", "incidents", "-o", str(out), "--failed", str(failed)]
    assert cli.main(command) == 1
    [line] = map(json.loads, failed.read_text("utf8").splitlines())
    assert (line["id"], line["error_code"]) == ("b", "CN009")
    documents = {report["document"] for line in out.read_text("utf8").splitlines() for report in json.loads(line)["reports"]}
    assert documents == {"a", "c"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("options", [["-o", "/dev/full"], ["-f", "incidents", "--failed", "/dev/full"]])
def test_a_full_disk_is_a_coded_error(model: str, tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "5 قتيلا"}\n{"id": "b"}\n', "utf8")
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), "-m", model, *options]) == 2
    assert "[CN027]" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device that takes all")
def test_failures_may_be_thrown_away(model: str, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "5 قتيلا"}\n{"id": "b"}\n', "utf8")
    assert cli.main(["extract", str(tmp_path / "in.jsonl"), "-m", model, "-o", str(tmp_path / "out"), "--failed", "/dev/null"]) == 1
    assert len((tmp_path / "out").read_text("utf8").splitlines()) == 1


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_a_run_that_ended_just_before_it_was_tidy_is_complete(
    model: str, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(tmp_path / "in.jsonl", 20)
    out = tmp_path / "out"
    command = ["extract", str(tmp_path / "in.jsonl"), "-m", model, "-f", format, "-o", str(out)]
    unlink = Path.unlink

    def interrupted(self: Path, missing_ok: bool = False) -> None:
        if self.name == "out.progress" and self.exists():
            raise KeyboardInterrupt
        unlink(self, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", interrupted)
        assert cli.main(command) == 130
    written = out.read_bytes()
    assert cli.main([*command, "--resume"]) == 0
    assert out.read_bytes() == written
    assert [path.name for path in tmp_path.glob("out*")] == ["out"]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("format", ["jsonl", *(pytest.param(name, marks=pytest.mark.slow) for name in ("csv", "parquet"))])
def test_killed_at_random_moments(tmp_path: Path, format: str, rules: object) -> None:
    source, out, whole = tmp_path / "in.jsonl", tmp_path / "out", tmp_path / "whole"
    write_articles(source, 300)

    def arguments(path: Path) -> list[str]:
        return ["extract", str(source), "-m", "rules", "-f", format, "-o", str(path), "--failed", f"{path}.failed.jsonl"]

    assert cli.main(arguments(whole)) == 1
    done, kills = 0, 0
    while kills < 3 and done < _NEARLY_ALL:
        process = multiprocessing.get_context("fork").Process(target=_run, args=([*arguments(out), "--resume", "--workers", "2"],))
        process.start()
        reached = _wait_for(out.with_name("out.progress"), done + random.randint(1, 60))
        time.sleep(random.uniform(0, 0.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.join()
        assert reached > done
        done, kills = reached, kills + 1
    assert not out.exists()
    assert cli.main([*arguments(out), "--resume"]) == 1
    assert same(out, whole)
    assert len(Path(f"{out}.failed.jsonl").read_bytes().splitlines()) == 3


_NEARLY_ALL = 250


def _run(arguments: list[str]) -> None:
    """A run that puts every batch on record and does not end of itself, however fast the machine is."""
    os.setsid()
    journal._SAVE_EVERY = 0
    done = journal.Journal.done

    def done_and_held(self: journal.Journal, batch: list[Any]) -> None:
        done(self, batch)
        if self.mark.items >= _NEARLY_ALL:
            signal.pause()

    journal.Journal.done = done_and_held
    cli.main(arguments)


def _wait_for(record: Path, items: int) -> int:
    """The number of items on record, once it is not below `items`."""
    for _ in range(3000):
        done = json.loads(record.read_bytes())["items"] if record.exists() else 0
        if done >= items:
            return int(done)
        time.sleep(0.02)
    raise AssertionError("the run does not get on")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_workers_end_with_their_parent(tmp_path: Path, model: str, extract: Extract) -> None:
    source = tmp_path / "endless"
    os.mkfifo(source.with_suffix(".jsonl"))
    arguments = ["extract", str(source.with_suffix(".jsonl")), "-m", model, "-o", str(tmp_path / "out"), "--workers", "2"]
    process = multiprocessing.get_context("fork").Process(target=_run, args=(arguments,))
    process.start()
    with source.with_suffix(".jsonl").open("wb", buffering=0) as file:
        for _ in range(64):
            file.write(b'{"text": "x"}\n')
        children = _until(lambda: Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split(), 2)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        _until(lambda: [child for child in children if not Path(f"/proc/{child}").exists()], 2)


def _until(found: Callable[[], list[str]], count: int) -> list[str]:
    for _ in range(500):
        if len(items := found()) >= count:
            return items
        time.sleep(0.02)
    raise AssertionError(f"not {count} after ten seconds")
