"""CAMeL Tools reads a catalogue of its data on import, and would download it: these tests give it an empty one."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

if "camel_tools.data" not in sys.modules:
    folder = Path(tempfile.mkdtemp(prefix="camel-tools-"))
    datasets = {"calima-msa-r13": {"path": "disambig_mle/calima-msa-r13"}}
    components = {name: {"default": "calima-msa-r13", "datasets": datasets} for name in ("DisambigMLE", "MorphologyDB")}
    catalogue = {"version": "1.6", "packages": {}, "components": components}
    (folder / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf8")
    os.environ["CAMELTOOLS_DATA"] = str(folder)
