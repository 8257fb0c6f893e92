"""How a value is written into a TOML file: a text as the one before it was, if that style can hold it."""

import re
import tomllib
from collections.abc import Iterator

from plugins.problems.places import Keys
from tooling.editor.not_possible import NotPossible
from tooling.editor.values.splices import respelled
from tooling.editor.values.wanted_values import Value

BARE = re.compile(r"[A-Za-z0-9_-]+")
QUOTES = ('"""', "'''", '"', "'")
PIECES = re.compile(r"\\u.{4}|\\U.{8}|\\[ \t]*\n[ \t\n]*|\\.|[^\\]", re.DOTALL)  # of a text between its quotes
ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(32), 127)} | {
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\",
}  # fmt: skip


def write_name(name: str) -> str:
    """Return a name, in quotes if it needs them."""
    return name if BARE.fullmatch(name) else write_text(name)


def write_value(value: Value, like: str = '""') -> str:
    """Return a value in one line, or a text in the style of another one.

    Raises NotPossible for what TOML has no form for.
    """
    if isinstance(value, str):
        return write_text(value, like)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(write_value(entry) for entry in value)}]"
    if isinstance(value, dict):
        fields = ", ".join(f"{write_name(name)} = {write_value(inner)}" for name, inner in value.items())
        return f"{{ {fields} }}" if fields else "{}"
    raise NotPossible("An entry of a list in a TOML file cannot be empty. Fill it in, or remove it.")


def write_group(names: Keys, value: dict[str, Value], brackets: tuple[str, str] = ("[", "]")) -> str:
    """Return a group with its header, and those in it with theirs."""
    plain = {name: inner for name, inner in value.items() if not isinstance(inner, dict)}
    header = brackets[0] + ".".join(write_name(str(name)) for name in names) + brackets[1]
    fields = [f"{write_name(name)} = {write_value(inner)}" for name, inner in plain.items()]
    groups = [write_group((*names, name), inner) for name, inner in value.items() if isinstance(inner, dict)]
    is_shown = plain or not groups or brackets[0] == "[["
    return "\n\n".join([*(["\n".join([header, *fields])] if is_shown else []), *groups])


def write_text(value: str, like: str = '""') -> str:
    """Return a text in quotes: those of another one, with the spelling of what is equal, if they can hold it."""
    return next(new for new in _forms(value, like) if _reads_as(new) == value)


def _forms(value: str, like: str) -> Iterator[str]:
    """Return ways to write a text, the nearest to another one first; some may say something else."""
    quote = next(quote for quote in QUOTES if like.startswith(quote))
    old = like[len(quote) : -len(quote)]
    lead = "\n" if len(quote) == 3 and (old or value).startswith("\n") else ""
    old = old.removeprefix(lead)
    if quote[0] == "'":
        yield f"{quote}{lead}{value}{quote}"
        old = ""
    if len(quote) == 3:
        for is_bare in (True, False):
            yield f'"""{lead}{_respelled(old, value, is_long=True, is_bare=is_bare)}"""'
        yield f'"""{lead}{_spelled(value, is_long=True)}"""'
        old = ""
    yield f'"{_respelled(old, value)}"'
    yield f'"{_spelled(value)}"'


def _respelled(old: str, value: str, is_long: bool = False, is_bare: bool = False) -> str:
    pieces = PIECES.findall(old)
    tokens = [(piece, (_reads_as(f'"""{piece}"""') or "") if piece[0] == "\\" else piece) for piece in pieces]
    return respelled(tokens, value, lambda part: _spelled(part, is_long, is_bare))


def _spelled(text: str, is_long: bool = False, is_bare: bool = False) -> str:
    """Return a text with what may not stand in it escaped. is_long: line ends may. is_bare: quotes may."""
    kept = ("\n" if is_long else "") + ('"' if is_bare else "")
    return "".join(sign if sign in kept else ESCAPES.get(sign, sign) for sign in text)


def _reads_as(written: str) -> str | None:
    """Return the text that is written so, None if TOML cannot read it."""
    try:
        return str(tomllib.loads(f"text = {written}")["text"])
    except tomllib.TOMLDecodeError:
        return None
