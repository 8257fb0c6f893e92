"""A value between a file and a form: as the browser shows it, and as the file has it."""

import json
import math
import re
from typing import Any

from plugins.reading.signs import read_composed
from tooling.editor.not_possible import NotPossible

TEXTS = ("text", "long", "date", "choice")
LISTS = ("texts", "several", "sources")
ISSUED = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
NUMBER = re.compile(r"[-+]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})")


def show_value(kind: str, value: object) -> Any:
    """Return a value of a file as a form of this kind shows it. What has another form than the field asks for is shown as text."""
    if kind in ("group", "list"):
        return None
    if kind == "flag":
        return value is True
    if kind in LISTS:
        return [_as_text(each) for each in value] if isinstance(value, list) else [_as_text(value)] if value else []
    if kind in ("number", "whole"):
        is_number = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
        return value if is_number and not isinstance(value, bool) else _as_text(value)
    return _show_issued(value) if kind == "issued" else _as_text(value)


def _as_text(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, default=str)


def _show_issued(value: object) -> str:
    """Return `2010-07` of {"date-parts": [[2010, 7]]}."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and len(parts) == 1 else None
    numbers = first if isinstance(first, list) else []
    written = "-".join(str(part).zfill(2) for part in numbers)
    return written if ISSUED.fullmatch(written) else _as_text(value)


def read_value(kind: str, sent: object, before: object = None) -> Any:
    """Return a value from the browser as the file has it; "" or [] for one that was emptied.

    before: what stands in the file, of which a date of CSL keeps the rest. What the model will refuse is kept as it was
    typed, for the gate to tell. Raises NotPossible for what no field of this kind can send.
    """
    if kind == "flag" and isinstance(sent, bool):
        return sent
    if kind in LISTS and isinstance(sent, list):
        return [_read_text(each) for each in sent]
    if kind in ("number", "whole") and isinstance(sent, (int, float)) and not isinstance(sent, bool):
        return _read_number(kind, repr(sent))
    if kind in (*TEXTS, "number", "whole", "issued"):
        text = "" if sent is None else _read_text(sent)
        if kind == "issued":
            return _read_issued(text.strip(), before)
        return _read_number(kind, text.strip()) if kind in ("number", "whole") else text
    raise NotPossible("The field does not take a value of this kind. Load the page anew.")


def _read_text(sent: object) -> str:
    """Return a text as the site reads it: line ends as "\\n", accents joined."""
    if not isinstance(sent, str):
        raise NotPossible("The field takes text. Load the page anew.")
    if re.search("[\ud800-\udfff]", sent):
        raise NotPossible("The text holds half a sign, which no file can hold. Type it anew.")
    return read_composed(sent.replace("\r\n", "\n").replace("\r", "\n"))


def _read_number(kind: str, text: str) -> int | float | str:
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if kind == "number" and NUMBER.fullmatch(text) else text


def _read_issued(text: str, before: object) -> Any:
    """Return {"date-parts": [[2010, 7]]} of `2010-07`, with what else stood beside it."""
    found = ISSUED.fullmatch(text)
    if not found:
        return text
    rest = before if isinstance(before, dict) else {}
    return {**rest, "date-parts": [[int(part) for part in found.groups() if part]]}
