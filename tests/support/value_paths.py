"""Every value of a file by its path, and texts that a file may have trouble to hold."""

from typing import Any

from hypothesis import strategies as st

from plugins.problems.places import Keys

HARD_TEXTS = (
    "", " ", "plain words", "it's", 'he said "no"', '"""', "'''", '"', "'", "a: b", "# no comment", "a # b", "[1, 2]", "{}",
    "one\ntwo\n", "\n", "\r", "a\tb", "\\", "ends with \\", "\\u0041", "C:\\new", "🎉👩‍⚕️", "é ß – “x”", "\x00\x07\x1b", "\x7f", "\u2028",
    "true", "null", "12", "2026-01-01", "---", "<b>", "&amp;", " a ", '""', "x" * 300,
)  # fmt: skip
TEXTS = st.sampled_from(HARD_TEXTS) | st.text(
    st.sampled_from("ab \"'\\#\n\t:=,[]{}é🎉\x00\x7f") | st.characters(codec="utf-8")
)


def paths(value: Any, above: Keys = ()) -> dict[Keys, Any]:
    """Return every value below another one, by its path."""
    entries = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    found: dict[Keys, Any] = {}
    for key, inner in entries:
        found |= {(*above, key): inner, **paths(inner, (*above, key))}
    return found
