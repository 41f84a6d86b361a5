"""Install a packaged pipeline in a fresh environment, load it by name and extract.

    python scripts/smoke.py packages/ar_conflict_news_sm-0.1.0/dist ar_conflict_news_sm

The environment sees this one's packages (so nothing is downloaded), but not its working folder. Fails where the pipeline does not
load by `spacy.load` alone or finds no claim in a sentence that has one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

TEXT = "قال المرصد إن 17 عنصرا على الأقل من داعش قتلوا بغارة للتحالف في الباغوز"
CHECK = f"""
import spacy
nlp = spacy.load({{name!r}})
doc = nlp({TEXT!r})
claims = doc._.casualty_claims
assert claims and claims[0].low == 17, claims
print(nlp.meta["name"], nlp.meta["version"], [(ent.text, ent.label_) for ent in doc.ents], claims[0].harm, claims[0].low)
"""


def main() -> None:
    wheel = max(Path(sys.argv[1]).resolve().glob(f"{sys.argv[2]}-*.whl"), key=lambda path: path.stat().st_mtime)
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=False)
        python = Path(folder) / "bin" / "python"
        site = Path(folder) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        own = [path for path in sys.path if path.endswith("site-packages")]
        # Editable installs work through .pth files, which count only in folders added as site folders.
        (site / "outer.pth").write_text("".join(f"import site; site.addsitedir({path!r})\n" for path in own), encoding="utf8")
        subprocess.run([sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target", site, wheel], check=True)
        subprocess.run([python, "-c", CHECK.format(name=sys.argv[2])], check=True, cwd=folder)


if __name__ == "__main__":
    main()
