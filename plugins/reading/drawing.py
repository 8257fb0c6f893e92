"""Judge a drawing (SVG) by a list of what it may hold: shapes, texts, colors. Whatever is not on the list is refused.

A drawing is a program to a browser that opens it by its address. The parser is expat, of Python's own library, the same
that defusedxml wraps: it tells line and column, and each kind of declaration has a handler here that refuses it, before
an entity can grow or a file be fetched. What the parser does not report cannot be in the drawing.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from plugins.problems.problem import Problem
from plugins.reading.drawing_parts import (
    ATTRIBUTES,
    ELEMENTS,
    FUNCTIONS,
    METADATA,
    REFERRING,
    STYLE_PROPERTIES,
    SVG,
    XLINK,
    XML,
)
from plugins.reading.text import read_lines

MOST_ELEMENTS = 20_000
DEEPEST = 50
MOST_DRAWN = 200_000  # elements, when each use of a part is counted as often as it is drawn
MOST_PROBLEMS = 10  # that are told of one drawing
ANEW = "Save the drawing as plain SVG, without it."
POINTS_INSIDE = re.compile(r"#[\w.:-]+")
URL = re.compile(r"url\(\s*(['\"]?)#([\w.:-]+)\1\s*\)", re.I)
LAST_WORD = re.compile(r"[\w-]*\Z")
PLAIN_WORDS = ("id", "class", "role", "lang", "font-family")  # never read as a place to load from


@dataclass
class Part:
    """An element of a drawing, as far as it counts how much is drawn."""

    line: int
    inner: list["Part"] = field(default_factory=list)
    refers_to: list[str] = field(default_factory=list)


class Stop(Exception):
    """The drawing need not be read further."""


def check_drawing(path: str, raw: bytes) -> list[Problem]:
    """Return what may not stand in a drawing, each with its line and column. path: as it is told. raw: the whole file."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = f'A letter here (byte {error.start}) is not UTF-8. Save the drawing as "UTF-8".'
        return [Problem(path, raw.count(b"\n", 0, error.start) + 1, 1, "file-encoding", told)]
    if b"\0" in raw:
        return [Problem(path, 1, 1, "drawing-form", 'The drawing is saved as UTF-16. Save it as "UTF-8".')]
    reading = Reading(path)
    try:
        reading.parser.Parse(raw, True)
    except Stop:
        pass
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        told = f"The drawing is not whole SVG ({why}). Save it anew as plain SVG."
        reading.found.append(Problem(path, error.lineno, error.offset + 1, "drawing-form", told))
    if not reading.found:
        reading.count_drawn()
        reading.found += read_lines(path, text)[1]  # its words are read, on the page and aloud
    return sorted(set(reading.found))[:MOST_PROBLEMS]


class Reading:
    """One drawing while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Problem] = []
        self.open: list[Part] = []
        self.named: dict[str, Part] = {}
        self.root: Part | None = None
        self.total = 0
        self.refused = 0  # how deep the element stands that was refused; what it holds need not be told
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruction
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        self.parser = parser

    def problem(self, rule: str, told: str) -> None:
        """Keep a problem at the place where the parser is."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.found.append(Problem(self.path, line, column, rule, told))

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        """Browsers read what the declaration says: another encoding could hide signs from us."""
        if encoding and encoding.lower() != "utf-8":
            self.problem("drawing-form", f'The first line says "{encoding}". Save the drawing as "UTF-8".')
            raise Stop

    def doctype(self, name: str, system: str | None, public: str | None, has_internal: int) -> None:
        """A document type loads files and defines entities."""
        self.problem("drawing-part", "The drawing has a document type (<!DOCTYPE …>). Delete that line.")
        raise Stop

    def instruction(self, target: str, data: str) -> None:
        """A style sheet of another file is loaded so."""
        self.problem("drawing-part", f"The drawing holds an instruction (<?{target} …?>). Delete it.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Judge an element and its attributes."""
        space, _, local = name.rpartition(" ")
        part = Part(self.parser.CurrentLineNumber)
        self.total += 1
        if self.root is None:
            self.root = part
            if (space, local) != (SVG, "svg"):
                told = "The file does not start as a drawing does (<svg xmlns=…>). Save it anew as plain SVG."
                self.problem("drawing-form", told)
                raise Stop
        else:
            self.open[-1].inner.append(part)
        self.open.append(part)
        if self.total > MOST_ELEMENTS or len(self.open) > DEEPEST:
            self.problem("drawing-large", self.too_large())
            raise Stop
        if self.refused:
            return None
        if space in METADATA:
            return self.inside_metadata(local, attributes)
        if space != SVG or local not in ELEMENTS:
            self.refused = len(self.open)
            return self.problem("drawing-part", f"The drawing holds {ELEMENT_WORDS.get(local, f'<{local}>')}. {ANEW}")
        for key, value in attributes.items():
            self.judge(local, key, value, part)
        return None

    def end(self, name: str) -> None:
        """An element ends."""
        if self.refused == len(self.open):
            self.refused = 0
        self.open.pop()

    def too_large(self) -> str:
        """Say what is too much of."""
        if len(self.open) > DEEPEST:
            return f"More than {DEEPEST} elements stand inside each other. Ungroup them, and save it anew."
        return f"The drawing has more than {MOST_ELEMENTS} elements. Simplify it, or save it as a picture (.png)."

    def inside_metadata(self, local: str, attributes: dict[str, str]) -> None:
        """Who drew it and under which licence: words that no browser shows or follows."""
        if any(key.rpartition(" ")[0] not in (*METADATA, XML) for key in attributes):
            self.problem("drawing-part", f"The data on the drawing hold an unknown attribute (in <{local}>). {ANEW}")

    def judge(self, element: str, key: str, value: str, part: Part) -> None:
        """Judge one attribute of an element."""
        space, _, local = key.rpartition(" ")
        if space == XLINK or (not space and local == "href"):
            return self.judge_reference(element, local, value, part)
        if not space and local == "id":
            self.named.setdefault(value, part)
        if space == XML and local in ("space", "lang"):
            return None
        if not space and local.lower().startswith("on"):
            told = f'The drawing runs a script when something happens to it ("{local}"). {ANEW}'
            return self.problem("drawing-part", told)
        if space or not (local in ATTRIBUTES or local.startswith(("aria-", "data-"))):
            return self.problem("drawing-part", f'The drawing holds the attribute "{local}" in <{element}>. {ANEW}')
        if local in PLAIN_WORDS or local.startswith(("aria-", "data-")):
            return None
        if local != "style":
            return self.judge_value(local, value, part)
        for declaration in filter(str.strip, value.split(";")):
            name, _, words = (word.strip() for word in declaration.partition(":"))
            if name.lower() not in STYLE_PROPERTIES and not name.lower().startswith("-inkscape-"):
                self.problem("drawing-part", f'The drawing holds the style "{name}" in <{element}>. {ANEW}')
            self.judge_value(name, words, part)
        return None

    def judge_reference(self, element: str, local: str, value: str, part: Part) -> None:
        """A part may be used again, or a gradient go on from another: both stand in the same drawing."""
        if local != "href" and not (local == "type" and value == "simple"):
            return self.problem("drawing-part", f'The drawing holds the attribute "{local}" in <{element}>. {ANEW}')
        if local == "type":
            return None
        if element not in REFERRING or not POINTS_INSIDE.fullmatch(value.strip()):
            told = f'<{element}> leads out of the drawing ("{value[:40]}"). Only parts of itself ("#name") may be used.'
            return self.problem("drawing-part", told)
        part.refers_to.append(value.strip()[1:])
        return None

    def judge_value(self, name: str, value: str, part: Part) -> None:
        """A value may call colors, moves, and parts of the drawing; nothing that could load a file."""
        part.refers_to += [match[2] for match in URL.finditer(value)]
        rest = URL.sub("", value)
        before = [piece.rstrip()[-40:] for piece in rest.split("(")[:-1]]  # of each bracket that opens
        calls = {match[0].lower() for match in map(LAST_WORD.search, before) if match} - FUNCTIONS
        if calls or any(sign in rest for sign in ("\\", "/*", "@", "<")):
            told = f'"{name}" asks for something outside the drawing ("{value[:40]}"). {ANEW}'
            self.problem("drawing-part", told)

    def count_drawn(self) -> None:
        """Refuse parts that use parts that use parts: few lines can ask for a million shapes, or for ever."""
        weights: dict[int, int] = {}

        def weigh(part: Part) -> int:
            known = weights.get(id(part))
            if known == 0:
                told = "A part of the drawing uses itself. Save it anew as plain SVG."
                self.found.append(Problem(self.path, part.line, 1, "drawing-large", told))
                raise Stop
            if known is None:
                weights[id(part)] = 0
                used = [self.named[name] for name in part.refers_to if name in self.named]
                weights[id(part)] = known = 1 + sum(weigh(other) for other in (*part.inner, *used))
            return known

        try:
            total = weigh(self.root) if self.root else 0
        except (Stop, RecursionError):
            total = 0 if self.found else MOST_DRAWN + 1
        if total > MOST_DRAWN:
            told = f"Its parts use each other so often that more than {MOST_DRAWN} shapes are drawn. Simplify it."
            self.found.append(Problem(self.path, 1, 1, "drawing-large", told))


ELEMENT_WORDS = {
    "script": "a script",
    "a": "a link (<a>)",
    "style": "a style sheet (<style>)",
    "image": "a picture of another file (<image>)",
    "feImage": "a picture of another file (<feImage>)",
    "foreignObject": "a piece of a page (<foreignObject>)",
    "animate": "a movement (<animate>)",
    "animateTransform": "a movement (<animateTransform>)",
    "animateMotion": "a movement (<animateMotion>)",
    "animateColor": "a movement (<animateColor>)",
    "set": "a movement (<set>)",
}
