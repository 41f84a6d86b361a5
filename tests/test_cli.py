"""The command line, by the table of cases that it promises."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import conflict_nlp
from conflict_nlp import cli, terminal
from conflict_nlp.export.csv import cell

Extract = Callable[..., SimpleNamespace]


@pytest.fixture
def extract(model: str, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Extract:
    """Run `conflict-nlp extract ARGUMENTS…` with the stand-in model; gives status, output, records and error text."""

    def run(*arguments: object, stdin: bytes = b"", model: str = model) -> SimpleNamespace:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = cli.main(["extract", "-m", model, *map(str, arguments)])
        except SystemExit as error:
            status = error.code
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        records = [json.loads(line) for line in out.splitlines()] if out.startswith(b"{") else []
        return SimpleNamespace(status=status, out=out.decode(), err=err.decode(), records=records, ids=[r["id"] for r in records])

    return run


def jsonl(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_txt_is_one_document_named_by_its_stem(extract: Extract, tmp_path: Path) -> None:
    result = extract(write(tmp_path / "خبر.txt", "الأول\r\n12 قتيلا\r\n"))
    assert (result.status, result.err, result.ids) == (0, "", ["خبر"])
    assert result.records[0]["claims"][0]["start"] == 7
    assert result.records[0]["claims"][0]["text"] == "12 قتيلا"


def test_byte_order_mark_is_no_text(extract: Extract, tmp_path: Path) -> None:
    result = extract(write(tmp_path / "a.txt", "\ufeff12 قتيلا"))
    assert result.records[0]["claims"][0]["start"] == 0


def test_missing_id_is_the_line_number(extract: Extract, tmp_path: Path) -> None:
    lines = jsonl({"id": "b", "text": "x"}) + b"\n" + jsonl({"text": "3 قتيلا", "title": "عنوان"}, {"id": None, "text": "y"})
    result = extract(write(tmp_path / "in.jsonl", lines))
    assert (result.status, result.ids) == (0, ["b", "3", "4"])
    assert result.records[1]["claims"][0]["start"] == len("عنوان\n")


def test_id_that_is_no_string(extract: Extract) -> None:
    result = extract("-", stdin=jsonl({"id": 5, "text": "x"}, {"id": 2.5, "text": "y"}))
    assert (result.status, result.ids) == (0, ["5", "2.5"])


def test_doubled_id_is_an_error_for_the_later_one(extract: Extract) -> None:
    result = extract("-", stdin=jsonl({"id": "5", "text": "1 قتيلا"}, {"id": 5, "text": "y"}, {"id": "z", "text": "z"}))
    assert (result.status, result.ids) == (1, ["5", "z"])
    assert result.records[0]["claims"]
    assert "[CN008]" in result.err
    assert "'5'" in result.err


def test_folder_in_name_order_recursively(extract: Extract, tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "x")
    write(tmp_path / "a" / "z.txt", "x")
    write(tmp_path / "a" / "y.jsonl", jsonl({"id": "from-jsonl", "text": "x"}))
    write(tmp_path / "c.md", "not read")
    assert extract(tmp_path).ids == ["from-jsonl", "z", "b"]


def test_same_stem_twice_in_a_folder(extract: Extract, tmp_path: Path) -> None:
    write(tmp_path / "a" / "news.txt", "x")
    write(tmp_path / "b" / "news.txt", "x")
    write(tmp_path / "other.txt", "x")
    result = extract(tmp_path)
    assert (result.status, result.ids) == (0, ["a/news", "b/news", "other"])


@pytest.mark.parametrize(
    ("bad", "code", "names"),
    [
        (b'{"id": "bad", "text": ', "CN020", "standard input:2"),
        (b"[1, 2]", "CN021", "standard input:2"),
        (b"[" * 10_000, "CN020", "standard input:2"),
        (b'{"id": "bad"}', "CN004", "'bad'"),
        (b'{"id": "bad", "text": 5}', "CN001", "'bad'"),
        (b'{"id": "bad", "text": "\\ud83d"}', "CN006", "'bad'"),
        (b'{"id": "bad", "text": "x", "source": "\\ud83d"}', "CN006", "'source'"),
        (b'{"id": "bad", "text": "\xff\xfe"}', "CN022", "standard input:2"),
        (b"\x00\x01\x02\xff", "CN022", "standard input:2"),
        (b'{"id": "bad", "text": "x", "n": ' + b"9" * 5000 + b"}", "CN020", "standard input:2"),
        ('{"id": "bad", "text": "عطب"}'.encode(), "CN009", "'bad'"),
    ],
)
def test_bad_line_is_named_and_the_rest_is_written(extract: Extract, bad: bytes, code: str, names: str) -> None:
    result = extract("-", stdin=jsonl({"id": "1", "text": "x"}) + bad + b"\n" + jsonl({"id": "3", "text": "y"}))
    assert (result.status, result.ids) == (1, ["1", "3"])
    assert f"[{code}]" in result.err
    assert names in result.err
    assert "Traceback" not in result.err


def test_binary_txt_is_named_and_the_rest_is_written(extract: Extract, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"\x89PNG\r\n\x1a\n\x00\xff")
    write(tmp_path / "b.txt", "1 قتيلا")
    result = extract(tmp_path)
    assert (result.status, result.ids) == (1, ["b"])
    assert "[CN022]" in result.err
    assert "'a'" in result.err


def test_workers_give_the_same_output(extract: Extract, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", jsonl(*({"text": f"{n} قتيلا" if n % 50 else "عطب"} for n in range(200))))
    one, two = extract(path), extract(path, "--workers", 2)
    assert one.status == two.status == 1
    assert len(one.records) == 196
    assert one.out == two.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no-such-file.txt"], "CN023"),
        (["{tmp}/in.pdf"], "CN025"),
        (["{tmp}/empty"], "CN026"),
        (["{tmp}/in.txt", "-f", "xls"], "CN032"),
        (["{tmp}/in.txt", "-f", "html"], "CN033"),
        (["{tmp}/in.txt", "-f", "parquet"], "CN033"),
        (["{tmp}/in.txt", "-o", "{tmp}/no/such/folder/out.jsonl"], "CN027"),
        (["{tmp}/in.txt", "-o", "{tmp}/empty"], "CN027"),
        (["{tmp}/in.txt", "-m", "no_such_model"], "CN030"),
        (["{tmp}/in.txt", "--workers", "0"], "CN035"),
        (["{tmp}/in.txt", "--workers", "many"], "invalid int"),
        (["{tmp}/in.txt", "--no-such-option"], "unrecognized"),
        ([], "INPUT"),
    ],
)
def test_unusable_arguments(extract: Extract, tmp_path: Path, arguments: list[str], says: str) -> None:
    write(tmp_path / "in.txt", "x")
    write(tmp_path / "in.pdf", "x")
    (tmp_path / "empty").mkdir()
    before = sorted(tmp_path.rglob("*"))
    result = extract(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert (result.status, result.out) == (2, "")
    assert says in result.err
    assert "Traceback" not in result.err
    assert sorted(tmp_path.rglob("*")) == before


def test_missing_extra_is_named(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = extract(write(tmp_path / "in.txt", "x"), "-f", "parquet", "-o", tmp_path / "out")
    assert result.status == 2
    assert "pip install 'conflict-nlp[parquet]'" in result.err


def test_output_file_appears_only_when_complete(extract: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "in.txt", "1 قتيلا")
    out = write(tmp_path / "out.jsonl", "old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("conflict_nlp.export.jsonl.JsonlExporter.render", interrupted)
        assert extract(source, "-o", out).status == 130
    assert out.read_text() == "old"
    assert extract(source, "-o", out).status == 0
    assert json.loads(out.read_text("utf8"))["id"] == "in"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out.jsonl"]


def test_output_to_a_device_is_written_straight(extract: Extract, tmp_path: Path) -> None:
    assert extract(write(tmp_path / "in.txt", "1 قتيلا"), "-o", os.devnull).status == 0
    assert not Path(os.devnull).is_file()


def test_output_through_a_link_keeps_the_link(extract: Extract, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real.jsonl")
    assert extract(write(tmp_path / "in.txt", "1 قتيلا"), "-o", tmp_path / "link").status == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes().startswith(b"{")


def test_csv(extract: Extract) -> None:
    result = extract(
        "-", "-f", "csv", stdin=jsonl({"id": "=1+1", "text": "خراب 12 قتيلا و30 جريحا", "source": "@x"}, {"id": "b", "text": ""})
    )
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert result.status == 0
    assert [(row["document"], row["outlet"], row["harm"], row["low"]) for row in rows] == [
        ("'=1+1", "'@x", "killed", "12"),
        ("'=1+1", "'@x", "injured", "30"),
    ]
    assert rows[0]["perpetrators"] == "خراب"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_cell_is_never_a_formula(start: str) -> None:
    assert cell(f"{start}1") == f"'{start}1"
    assert cell([f"{start}1", "x"]) == f"'{start}1; x"
    # Nor where a semicolon separates cells.
    assert cell(["x", f"{start}1"]) == f"x; '{start}1"
    assert cell(f"x;{start}1") == f"x;'{start}1"


@pytest.mark.parametrize("value", [-5, None, "", "نص", "a=b"])
def test_harmless_cell_stays(value: object) -> None:
    assert cell(value) == value


def test_parquet(extract: Extract, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    assert extract("-", "-f", "parquet", "-o", out, stdin=jsonl({"text": "خراب 12 قتيلا"}, {"text": "30 جريحا"})).status == 0
    rows = parquet.read_table(out).to_pylist()
    assert [(row["document"], row["harm"], row["high"], row["sources"]) for row in rows] == [
        ("1", "killed", 12, ["خراب"]),
        ("2", "injured", 30, []),
    ]


def test_parquet_without_claims_is_readable(extract: Extract, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert extract("-", "-f", "parquet", "-o", tmp_path / "out.parquet", stdin=jsonl({"text": "x"})).status == 0
    assert parquet.read_table(tmp_path / "out.parquet").num_rows == 0


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"conflict-nlp {conflict_nlp.__version__}\n"


def test_lines_of_several_files_have_ids_of_their_own(extract: Extract, tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path / f"{name}.jsonl", '{"text": "x"}\n\n{"text": "y"}\n')
    assert extract(tmp_path / "a.jsonl").ids == ["1", "3"]
    result = extract(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert (result.status, result.ids) == (0, ["a:1", "a:3", "b:1", "b:3"])


def test_a_file_of_nothing_but_its_mark_is_empty(extract: Extract, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", b"\xef\xbb\xbf\n")
    result = extract(tmp_path / "a.jsonl")
    assert (result.status, result.ids) == (0, [])


def test_what_is_read_once_is_not_counted(tmp_path: Path) -> None:
    from conflict_nlp.inputs import Source

    os.mkfifo(tmp_path / "pipe.jsonl")
    assert terminal._count([Source(tmp_path / "pipe.jsonl", "pipe")]) is None
    assert terminal._count([Source(tmp_path / "gone.jsonl", "gone")]) is None


def test_progress_bar_only_for_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from conflict_nlp.inputs import Source

    assert list(terminal.progress(iter("a"), [Source(None, "-")])) == ["a"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(terminal, "_BAR_AFTER", 0)
    assert list(terminal.progress(iter("a"), [Source(Path("a.txt"), "a")])) == ["a"]
    assert "1/1" in capsys.readouterr().err


def test_closed_pipe_is_quiet(model: str, tmp_path: Path) -> None:
    path = write(tmp_path / "in.jsonl", jsonl(*({"text": "5 قتيلا " * 20} for _ in range(200))))
    code = "import sys; from conftest import stand_in; from conflict_nlp.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "extract", "-m", model, str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1
