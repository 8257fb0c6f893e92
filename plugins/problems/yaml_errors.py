"""Say in plain words what the YAML reader stumbled over, at the line that an editor has to mend.

libyaml and ruamel's own reader name the same mistake in different words, and often on a later line than the one that
holds it: so the lines themselves are looked at, and the reader's words only say where to begin.
"""

import re
from collections.abc import Iterator

from ruamel.yaml.error import MarkedYAMLError

Finding = tuple[int, int, str, str]  # line, column, rule, message

BLANK = re.compile(r"^ *(?:(?P<tab>\t)[ \t]*(?=[^\s#])|(?:- +)*(?P<sign>[\w-]+:|-)(?P<odd>[^\S \t\n]))", re.MULTILINE)
ESCAPED = re.compile(
    r'"(?:[^"\\\n]|\\.){0,500}?(?P<sign>\\[0abefvNLP_])'
)  # signs that nobody sees, as YAML writes them
BACKSLASH = 'A "\\" between double quotation marks has a meaning of its own. Write it twice, or use single marks.'
COLON = re.compile(r":(?:[ \t]|$)")
AFTER_QUOTE = re.compile(
    r"""^\s*(?:- +)?[\w-]+:\s+(?P<value>(?P<quote>["']).*(?P=quote)[^#\s].*|(?P<q>["'])[^"']*(?P=q)\s+[^#\s].*)$"""
)
FIELD = re.compile(r"\s*(?:- +)?(?P<name>[\w-]+):[ \t]+(?P<value>[^\s\[{\"'|>].*)")
CITED = re.compile(r"\s*(?:- +)?(?P<name>[\w-]*sources):[ \t]+(?P<ids>.*@[\w-].*)")
LONGEST_FORM = 90  # characters of a line that a message repeats
QUOTED_TEXT = re.compile(r""""(?:\\.|[^"\\])*"|'(?:''|[^'])*'""")


def find_blanks(yaml_text: str, first_line: int) -> Iterator[Finding]:
    """Yield each tab that indents a line, each odd space behind a colon or hyphen, which a reader takes for text, and
    each sign that nobody sees and that is written as YAML alone does, such as "\\L".

    first_line: the line of the file on which the header starts. It stumbles over them further below, or not at all.
    """
    for found in BLANK.finditer(yaml_text):
        start = max(found.start("tab"), found.start("odd"))
        line, column = yaml_text.count("\n", 0, start) + first_line, start - yaml_text.rfind("\n", 0, start)
        if found["tab"]:
            yield line, column, "header-tab", "A tab. Indent with spaces instead."
        else:
            told = f'An odd space, U+{ord(found["odd"]):04X}, stands behind "{found["sign"]}". Put an ordinary space there.'
            yield line, column, "sign-space", told
    for found in ESCAPED.finditer(yaml_text):
        start = found.start("sign")
        line, column = yaml_text.count("\n", 0, start) + first_line, start - yaml_text.rfind("\n", 0, start)
        yield line, column, "header-quote", BACKSLASH


def explain_yaml_error(error: MarkedYAMLError, yaml_text: str, first_line: int) -> Finding:
    """Return what to mend. first_line: the line of the file on which the header starts."""
    lines = yaml_text.split("\n")
    mark, opened = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    index, column = (min(mark.line, len(lines) - 1), mark.column + 1) if mark else (0, 1)
    begin = (min(opened.line, len(lines) - 1), opened.column + 1) if opened else (index, column)
    words = f"{error.context or ''} {error.problem or ''}"
    index, column, rule, told = (
        _explain_quote(lines, begin, index, words)
        or _explain_brackets(lines, begin, index, words)
        or _explain_colon(lines, index, column, words)
        or _explain_sign(lines, index, column, words)
        or _explain_indent(lines, index)
    )
    return index + first_line, column, rule, told


def _explain_quote(lines: list[str], begin: tuple[int, int], index: int, words: str) -> Finding | None:
    """A quotation mark that is not closed, text behind the closing one, or a backslash between them."""
    if "escape" in words:
        return index, max(lines[index].find("\\"), 0) + 1, "header-quote", BACKSLASH
    for number in (begin[0], index):
        found = AFTER_QUOTE.match(lines[number])
        if found and "expected" in words:
            name = lines[number].split(":")[0].strip().removeprefix("- ")
            told = (
                "Text goes on behind a closing quotation mark. Put the whole text in quotes:"
                f" {in_quotes(name, found['value'])}."
            )
            return number, found.start("value") + 1, "header-quote", told
    if "quoted scalar" in words:
        told = "A quotation mark is opened and not closed. Add the closing one, or take the opening one out."
        return begin[0], begin[1], "header-quote", told
    return None


def _explain_brackets(lines: list[str], begin: tuple[int, int], index: int, words: str) -> Finding | None:
    """A list in brackets that is not closed, or closed twice."""
    if "flow" in words or "',' or" in words:
        sign = "}" if "mapping" in words else "]"
        told = f'A bracket is opened here and not closed, or a comma is missing. Check the commas, and add "{sign}".'
        return begin[0], begin[1], "header-bracket", told
    for number in (index, index - 1):
        bare = QUOTED_TEXT.sub("", lines[number]) if number >= 0 else ""
        for opening, closing in ("[]", "{}"):
            if bare.count(closing) > bare.count(opening) and "expected" in words:
                told = f'A bracket is closed that was not opened. Take one "{closing}" out, or put the text in quotes.'
                return number, lines[number].rindex(closing) + 1, "header-bracket", told
    return None


def _explain_colon(lines: list[str], index: int, column: int, words: str) -> Finding | None:
    """A second colon in a line, or a line without one."""
    if not ("mapping values" in words or "simple key" in words or "expected ':'" in words):
        return None
    if "mapping values" in words and len(COLON.findall(QUOTED_TEXT.sub("", lines[index]))) > 1:
        name, _, value = lines[index].strip().removeprefix("- ").partition(":")
        told = (
            f"A second colon in one line. Put the text after the first one in quotes: {in_quotes(name, value.strip())}."
        )
        return index, column, "header-colon", told
    without = next((n for n in range(index, max(index - 4, -1), -1) if _lacks_colon(lines[n])), None)
    if without is not None:
        sign = next((sign for sign in ":=" if sign in lines[without]), " ")
        name, _, value = map(str.strip, lines[without].strip().partition(sign))
        form = f"{name or 'title'}: {value.strip() or 'value'}"
        told = f'This line has no colon, or no blank behind it. Write "{form[:80]}".'
        return without, 1, "header-colon", told
    return None


def _explain_sign(lines: list[str], index: int, column: int, words: str) -> Finding | None:
    """A sign with a meaning of its own at the start of a value."""
    if any(word in words for word in ("cannot start", "alias", "anchor", "tag", "alphabetic", "comment or line break")):
        if found := CITED.match(lines[index]):
            told = (
                f'The id of a source stands here without "@". Write "{found["name"]}: {found["ids"].replace("@", "")}".'
            )
            return index, found.start("ids") + 1, "header-yaml", told
        told = (
            f"A sign here has a meaning of its own in YAML. Put the whole text in quotes{form_in_quotes(lines[index])}."
        )
        return index, column, "header-yaml", told
    if "sequence entries" in words:
        told = 'An entry of a list starts on a line of its own. Begin a new line before the "- ".'
        return index, column, "header-indent", told
    return None


def _explain_indent(lines: list[str], index: int) -> Finding:
    """A line that starts further left or right than its neighbours; or what we cannot name."""
    above = next((n for n in range(index - 1, -1, -1) if lines[n].strip()), None)
    indent = len(lines[index]) - len(lines[index].lstrip())
    if lines[index].strip() and above is not None and indent != len(lines[above]) - len(lines[above].lstrip()):
        told = (
            f"This line starts with {indent} {'space' if indent == 1 else 'spaces'}, which fits no line above"
            " it. Indent it like the line that it belongs to."
        )
        return index, indent + 1, "header-indent", told
    told = "The header cannot be read here. Check indents, quotes and brackets on this line and the one above."
    return index, indent + 1, "header-yaml", told


def _lacks_colon(line: str) -> bool:
    bare = QUOTED_TEXT.sub("", line)
    return bool(line.strip()) and not line.lstrip().startswith(("#", "-")) and not COLON.search(bare)


def in_quotes(name: str, value: str) -> str:
    """Return `name: "value"`, in the marks that the value does not hold; those that stand around it are no part of it."""
    value = without_outer(value)
    quoted = f'"{value}"' if '"' not in value else "'" + value.replace("'", "''") + "'"
    return f"{name.strip()}: {quoted}"


def form_in_quotes(line: str) -> str:
    """Return `: name: "value"` for a line of one field, to end a sentence with; nothing for another line."""
    found = FIELD.fullmatch(line)
    return f": {in_quotes(found['name'], found['value'].strip())}" if found and len(line) < LONGEST_FORM else ""


def without_outer(value: str) -> str:
    """Return a text without the marks around it, if the second mark does not close the first: 'what's new'."""
    mark = value[:1]
    if mark not in ("'", '"') or not value.endswith(mark):
        return value
    second = value.index(mark, 1)
    is_closing = value[second - 1 : second].strip() and not value[second + 1 : second + 2].isalnum()
    return value[1:-1] if second < len(value) - 1 and not is_closing else value
