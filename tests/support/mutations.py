"""Slips that people and programs make, by kind, each somewhere in a project and elsewhere at another seed."""

import codecs
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from plugins.rules.placeholders import WRITTEN
from plugins.rules.printed_signs import signs
from tests.support.drawn_pictures import picture

# What must be said of it: that it is wrong, nothing at all, or either
BAD, HARMLESS, EITHER = "bad", "harmless", "either"
INVISIBLE = "\u00ad\u200b\u2060\ufeff\u202e\u2066\u200e\u2028\u0085\ufffd\u3164\u034f\u061c\ufff9"
FOREIGN = (
    "Consulte a su médico hoy mismo.", "Fragen Sie heute Ihren Arzt.", "Consultez votre médecin avant de commencer.",
    "Chiedi al tuo medico prima di iniziare la cura.", "Zapytaj swojego lekarza przed leczeniem.", "请在开始治疗前咨询您的医生。",
    "Спросите своего врача перед началом лечения.", "اسأل طبيبك قبل بدء العلاج.",
)  # fmt: skip
PIECES = (
    "\t", "\n", "\n\n", "  ", "**", "*", "_", "`", "[", "]", "](", "[@", "[[", "]]", "> ", "- ", "#", "|", "<b>", "</p>", "<!--", "{#a}", "\\",
    "&nbsp;", "\u00a0", "\u2003", "“", "’", "'", '"', ":", ": ", "{", "}", "---\n", "+++\n", "%", "$", "{{ x }}", "😀", "e\u0301", "\x00", "\x1b[31m",
    "safe", "5 in 100", "http://a.org", "TODO", "=", ",", "true", "null", "0", "s\u0430fe",
)  # fmt: skip
LEFT_BEHIND = (
    ".DS_Store",
    "._acne.md",
    "Thumbs.db",
    "desktop.ini",
    "~$acne.docx",
    ".acne.md.swp",
    "acne.md~",
    "#acne.md#",
)
COPIES = (
    "acne (2).md",
    "Copy of acne.md",
    "acne - Copy.md",
    "acne (conflicted copy 2026-11-26).md",
    "acne.md.orig",
    "acne.md.bak",
)
LINKS = (
    "http://www.fda.gov/label", "https://www.google.com/url?q=https://www.fda.gov/", "www.fda.gov", "file:///C:/paper.pdf",
    "https://localhost/a", "https://www.fda.gov/a b", "https://bit.ly/3abcdef", "javascript:alert(1)",
)  # fmt: skip
Mutation = Callable[[Path, Random], str]


def texts(project: Path) -> list[Path]:
    """Return every page, shared block and data file."""
    return sorted(path for path in (project / "content").rglob("*") if path.suffix in (".md", ".toml", ".json"))


def articles(project: Path) -> list[Path]:
    """Return the pages of content/uses."""
    return sorted((project / "content/uses").glob("*.md"))


def write(path: Path, text: str) -> None:
    """Write a text as it is, line ends too."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def add_paragraph(path: Path, text: str, chance: Random) -> None:
    """Put a paragraph below one of the headings of an article."""
    written = path.read_text(encoding="utf-8")
    place = chance.choice(list(re.finditer(r"^## .*\n", written, re.MULTILINE))).end()
    write(path, f"{written[:place]}\n{text}\n{written[place:]}")


def invisible_sign(project: Path, chance: Random) -> str:
    """A sign that nobody sees stands in a word of an article or of a data file."""
    path = chance.choice(
        [*articles(project), project / "content/data/glossary.toml", project / "content/data/sources.json"]
    )
    written = path.read_text(encoding="utf-8")
    words = [found for found in re.finditer(r"(?<=[a-z]{2})(?=[a-z]{2})", written)
             if not written[written.rfind("\n", 0, found.start()) + 1 :].startswith("#")]  # fmt: skip
    place = chance.choice(words).start()
    write(path, written[:place] + chance.choice(INVISIBLE) + written[place:])
    return BAD


def printed_sign(project: Path, chance: Random) -> str:
    """Markdown is printed other than it was meant."""
    sign = chance.choice([sign for sign in signs() if sign.kinds != ("header",)])
    add_paragraph(chance.choice(articles(project)), sign.fails, chance)
    return BAD


def placeholder(project: Path, chance: Random) -> str:
    """A text that stands for another one is published."""
    text = chance.choice(
        [*WRITTEN.values(), "TODO: write about the visit.", "Lorem ipsum dolor sit amet.", "[Insert text here]"]
    )
    add_paragraph(chance.choice(articles(project)), text.format(topic="this"), chance)
    return BAD


def other_day(project: Path, chance: Random) -> str:
    """A day of the past has not come yet."""
    path = chance.choice(articles(project))
    written = path.read_text(encoding="utf-8")
    field = chance.choice(["published", "updated", "sources_checked"])
    write(path, re.sub(rf"^{field}: .*$", f"{field}: 2099-0{chance.randint(1, 9)}-01", written, flags=re.MULTILINE))
    return BAD


def other_file(project: Path, chance: Random) -> str:
    """A file is not what its name says, or no kind that is published."""
    images = project / "content/images"
    images.mkdir(exist_ok=True)
    raw = chance.choice(
        [b"", b"<html></html>", b"GIF89a", b"\x00" * 400, picture("PNG", 330, 40)[: chance.randint(1, 90)]]
    )
    name = chance.choice(
        ["images/a.png", "images/a.jpg", "images/a.webp", "images/a.avif", "images/a.heic", "extra/a.exe", "extra/a.js"]
    )
    (project / "content" / name).parent.mkdir(exist_ok=True)
    (project / "content" / name).write_bytes(raw)
    return BAD


def left_behind(project: Path, chance: Random) -> str:
    """A system or a program left something."""
    folder = chance.choice(["", "uses", "data", "blocks", "pages"])
    (project / "content" / folder / chance.choice(LEFT_BEHIND)).write_bytes(b"\x00\x01")
    return HARMLESS


def second_copy(project: Path, chance: Random) -> str:
    """Two programs could not agree, and left a copy."""
    path = project / "content/uses" / chance.choice(COPIES)
    path.write_bytes((project / "content/uses/acne.md").read_bytes())
    return BAD


def source(project: Path, chance: Random) -> str:
    """A source has an address, a DOI or a title of another form."""
    path = project / "content/data/sources.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    field = chance.choice(["DOI", "URL", "title", "id", "type"])
    entry = chance.choice([entry for entry in entries if field in entry])
    known = entry[field]
    odd: list[Any] = [None, 5, [], {}, "", f"{known}\n", f"<b>{known}</b>", f"{known}\u200b"]
    entry[field] = chance.choice([*odd, *([f"https://doi.org/{known}.", f"doi:{known}"] if field == "DOI" else LINKS if field == "URL" else [])])  # fmt: skip
    write(path, json.dumps(entries, indent=1, ensure_ascii=False))
    return BAD


def other_encoding(project: Path, chance: Random) -> str:
    """A file is saved in another encoding."""
    path = chance.choice(texts(project))
    written = path.read_text(encoding="utf-8")
    path.write_bytes(
        chance.choice([written.encode("utf-16"), written.encode("utf-16-le"), written.encode("utf-32"), b"\x00" * 60])
    )
    return BAD


def other_line_ends(project: Path, chance: Random) -> str:
    """A file is saved with a BOM, with the line ends of another system, or with blanks at its end."""
    path = chance.choice(texts(project))
    raw = path.read_bytes()
    path.write_bytes(
        chance.choice(
            [
                codecs.BOM_UTF8 + raw,
                raw.replace(b"\n", b"\r\n"),
                raw + b"\n\n",
                codecs.BOM_UTF8 + raw.replace(b"\n", b"\r\n"),
            ]
        )
    )
    return HARMLESS


def conflict(project: Path, chance: Random) -> str:
    """git left the marks of two edits."""
    path = chance.choice(texts(project))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at:at] = ["<<<<<<< HEAD\n", lines[at].rstrip("\n") + "\n", "=======\n", "Another line.\n", ">>>>>>> other\n"]
    write(path, "".join(lines))
    return BAD


def foreign(project: Path, chance: Random) -> str:
    """A sentence is not English."""
    add_paragraph(chance.choice(articles(project)), chance.choice(FOREIGN), chance)
    return BAD


def no_file(project: Path, chance: Random) -> str:
    """A file or a folder is gone, or is of another kind."""
    path = chance.choice([*texts(project), project / "content/uses", project / "content/data"])
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    match chance.randrange(4):
        case 0:
            path.touch()
        case 1:
            path.mkdir()
        case 2:
            path.symlink_to(path.name)
    return EITHER


def lines_moved(project: Path, chance: Random) -> str:
    """Lines are lost, doubled or swapped."""
    path = chance.choice(texts(project))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for _ in range(chance.randint(1, 3)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                lines[one] = ""
            case 1:
                lines[one] *= 2
            case _:
                lines[one], lines[other] = lines[other], lines[one]
    write(path, "".join(lines))
    return EITHER


def typed(project: Path, chance: Random) -> str:
    """Something is typed somewhere, or deleted."""
    path = chance.choice(texts(project))
    written = path.read_text(encoding="utf-8")
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(written) + 1)
        written = written[:place] + chance.choice(PIECES) + written[place + chance.choice([0, 0, 1, 9]) :]
    write(path, written)
    return EITHER


KINDS: tuple[Mutation, ...] = (
    typed, printed_sign, invisible_sign, source, no_file, placeholder, other_day, other_file, left_behind, second_copy,
    other_encoding, other_line_ends, conflict, foreign, lines_moved,
)  # fmt: skip
