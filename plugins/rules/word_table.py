"""The tables of words that stand beside the rules, each in a TOML file of its own."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read_table(module: str) -> dict[str, Any]:
    """Return the table beside a module. module: its `__file__`."""
    return tomllib.loads(Path(module).with_suffix(".toml").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression for one of these."""
    return f"(?:{'|'.join(words)})"
