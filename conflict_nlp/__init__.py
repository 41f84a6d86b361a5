"""Casualty claims from Arabic conflict news, on spaCy.

Importing this package is cheap: what needs spaCy is imported when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from conflict_nlp.errors import ConflictNLPError
from conflict_nlp.types import CasualtyClaim, ConflictEvent, Evidence, Mention, Place, Quantity, Victims

if TYPE_CHECKING:
    from conflict_nlp.api import incidents_to_dataframe, load, pipe, to_arrow, to_dataframe, to_record
    from conflict_nlp.explain import explain
    from conflict_nlp.extensions import install_extensions
    from conflict_nlp.quantities import find_quantities

__version__ = "0.1.0"

__all__ = [
    "CasualtyClaim",
    "ConflictEvent",
    "ConflictNLPError",
    "Evidence",
    "Mention",
    "Place",
    "Quantity",
    "Victims",
    "__version__",
    "explain",
    "find_quantities",
    "incidents_to_dataframe",
    "install_extensions",
    "load",
    "pipe",
    "to_arrow",
    "to_dataframe",
    "to_record",
]

_LAZY = {
    "explain": "conflict_nlp.explain",
    "find_quantities": "conflict_nlp.quantities",
    "incidents_to_dataframe": "conflict_nlp.api",
    "install_extensions": "conflict_nlp.extensions",
    "load": "conflict_nlp.api",
    "pipe": "conflict_nlp.api",
    "to_arrow": "conflict_nlp.api",
    "to_dataframe": "conflict_nlp.api",
    "to_record": "conflict_nlp.api",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


# The attributes of `Doc` are there as soon as both libraries are, whichever comes first: the components install them
# too, and spaCy imports those by entry point when it makes its first pipeline.
if "spacy" in sys.modules:
    import_module("conflict_nlp.extensions").install_extensions()
