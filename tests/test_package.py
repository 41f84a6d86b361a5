"""The package as others meet it: entry points, imports, stored pipelines, the wheel, the README."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from conftest import ROOT
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import registry

import conflict_nlp

TEXTS = [
    "قتل خمسة مدنيين بينهم طفلان وأصيب عشرة آخرون في قصف لقوات النظام على مدينة النخيل، وفق مصدر طبي.",
    "",
    "نفى مسؤول محلي سقوط قتلى في الانفجار.",
    "أسر جيش الشمال اثنين من المسلحين",
]
CONFIG = ROOT / "configs" / "rules.cfg"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]


def run(code: str, *arguments: object) -> str:
    """What a fresh interpreter prints for `code`."""
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


def claims(docs: list[Doc]) -> list[list[object]]:
    return [doc._.casualty_claims for doc in docs]


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, points in PROJECT["entry-points"].items() for name in points])
def test_entry_point_loads(group: str, name: str) -> None:
    [point] = [point for point in entry_points(group=group) if point.name == name]
    assert callable(point.load())
    if group == "spacy_span_getters":
        pytest.importorskip("spacy_transformers")  # whose registry it is
    assert registry.has(group.removeprefix("spacy_"), name) or Language.has_factory(name)


def test_pipeline_has_the_documented_components(rules: Language) -> None:
    assert rules.pipe_names == ["news_sentencizer", "lexical_ner", "actor_linker", "casualty_parser", "actor_attribution"]
    assert rules.lang == "ar"
    assert rules.analyze_pipes()["problems"] == {name: [] for name in rules.pipe_names}


def test_config_is_one_file() -> None:
    assert CONFIG.samefile(Path(conflict_nlp.__file__).parent / "data" / "rules.cfg")


def test_config_round_trip(rules: Language) -> None:
    again = spacy.util.load_model_from_config(rules.config, auto_fill=False)
    assert again.config == rules.config
    assert claims(list(again.pipe(TEXTS))) == claims(list(rules.pipe(TEXTS)))


def test_pipe_equals_call(rules: Language) -> None:
    expected = claims([rules(text) for text in TEXTS])
    assert any(expected)
    assert claims(list(rules.pipe(TEXTS))) == expected
    assert claims(list(rules.pipe(TEXTS, n_process=2, batch_size=1))) == expected


@pytest.mark.slow
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_workers_that_share_no_memory(rules: Language, tmp_path: Path, method: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import multiprocessing, sys, conflict_nlp
            if __name__ == "__main__":
                multiprocessing.set_start_method(sys.argv[1])
                docs = conflict_nlp.pipe(sys.argv[2:], nlp=conflict_nlp.load("rules"), n_process=2, batch_size=1)
                print([len(doc._.casualty_claims) for doc in docs])
            """
        ),
        "utf8",
    )
    printed = subprocess.run([sys.executable, script, method, *TEXTS], capture_output=True, text=True, check=True, timeout=300).stdout
    assert printed.strip() == str([len(found) for found in claims(list(rules.pipe(TEXTS)))])


def test_results_survive_a_doc_bin(rules: Language) -> None:
    docs = [rules(text) for text in TEXTS]
    stored = list(DocBin().from_bytes(DocBin(docs=docs).to_bytes()).get_docs(spacy.blank("ar").vocab))
    assert [conflict_nlp.to_record(doc) for doc in stored] == [conflict_nlp.to_record(doc) for doc in docs]


def test_two_pipelines_in_one_process(rules: Language) -> None:
    other = conflict_nlp.load("rules")
    assert other is not rules
    assert claims([other(TEXTS[0])]) == claims([rules(TEXTS[0])])


def test_pipeline_survives_bytes(rules: Language) -> None:
    other = spacy.util.load_model_from_config(rules.config).from_bytes(rules.to_bytes())
    assert claims([other(TEXTS[0])]) == claims([rules(TEXTS[0])])


def test_stored_pipeline_loads_without_importing_the_library(rules: Language, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "spacy", "assemble", CONFIG, tmp_path / "model"], check=True, capture_output=True, timeout=300)
    printed = run(
        """
        import sys, spacy
        nlp = spacy.load(sys.argv[1])
        print([(claim.harm, claim.low) for claim in nlp(sys.argv[2])._.casualty_claims])
        """,
        tmp_path / "model",
        TEXTS[0],
    )
    assert printed.strip() == str([(claim.harm, claim.low) for claim in rules(TEXTS[0])._.casualty_claims])


def test_attributes_are_there_whichever_import_comes_first() -> None:
    for code in ("import spacy, conflict_nlp", "import conflict_nlp, spacy"):
        assert run(f"{code}\nprint(spacy.blank('ar')('x')._.casualty_claims)").strip() == "[]"


def test_import_is_light() -> None:
    printed = run("import sys, conflict_nlp; print(*(m for m in ('torch', 'spacy', 'pandas', 'camel_tools') if m in sys.modules))")
    assert printed.split() == []


@pytest.mark.parametrize(
    "use",
    ["conflict_nlp.find_quantities('قتل خمسة')", "conflict_nlp.load('rules')('قتل خمسة مدنيين في مدينة النخيل')"],
    ids=["quantities", "rules"],
)
def test_only_the_utilities_of_camel_tools_are_imported(use: str) -> None:
    printed = run(f"import sys, conflict_nlp; {use}; print(*(m for m in sys.modules if m.startswith('camel_tools.')))")
    assert printed.split()
    assert all(module.startswith("camel_tools.utils") for module in printed.split())


def test_quantities_need_no_spacy() -> None:
    printed = run("import sys, conflict_nlp; conflict_nlp.find_quantities('قتل خمسة'); print('spacy' in sys.modules)")
    assert printed.strip() == "False"


def test_version_is_the_same_everywhere() -> None:
    assert f"\nversion: {conflict_nlp.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf8")


def test_readme_example_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text("utf8")
    code, printed = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", readme, re.DOTALL).groups()
    exec(code, {})
    assert capsys.readouterr().out == printed


def test_readme_names_commands_for_the_build() -> None:
    commands = re.findall(r"<!-- command: ([\w-]+) -->\n```bash\n([^\n]+)\n```", (ROOT / "README.md").read_text("utf8"))
    assert [name for name, _ in commands] == ["try", "test", "test-slow", "tiny", "tiny-trf"]
    assert all(command.startswith("python3 -m venv .venv && ") for _, command in commands[:2])


def test_project_commands_are_valid(tmp_path: Path) -> None:
    shutil.copy(ROOT / "project.yml", tmp_path)
    command = [sys.executable, "-m", "weasel", "document", tmp_path]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    steps = ["corpus", "vectors", "encoder", "train", "assemble", "evaluate", "package", "smoke"]
    assert set(steps) <= set(re.findall(r"^\| `([\w-]+)` \|", printed, re.MULTILINE))
    assert f"| `all` | {' &rarr; '.join(f'`{step}`' for step in steps)} |" in printed
    small, large = ["corpus", "vectors", "encoder", "train"], ["assemble-trf", "evaluate-trf", "package-trf", "smoke-trf"]
    steps = [*small, "second", "pieces", "pretrain", "train-trf", "train-trf-more", "combine", *large]
    assert f"| `trf` | {' &rarr; '.join(f'`{step}`' for step in steps)} |" in printed


@pytest.mark.slow
def test_wheel_holds_data_and_configuration(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True, timeout=300)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = ROOT / "conflict_nlp"
    files = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {path.relative_to(ROOT).as_posix() for path in files} <= names
    assert not any(name.startswith(("tests/", "configs/")) for name in names)
    printed = run(
        """
        import sys
        sys.path.insert(0, sys.argv[1])
        import conflict_nlp
        print(conflict_nlp.__file__, *conflict_nlp.load("rules").pipe_names)
        """,
        wheel,
    )
    assert printed.startswith(str(wheel))
    assert "casualty_parser" in printed
