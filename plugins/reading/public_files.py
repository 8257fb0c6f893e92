"""Which files are copied to the site as they are, and whether each is what its ending says.

The list is short on purpose, and whatever is not on it is refused:

content/images/  drawings (.svg) and pictures (.png, .jpg, .webp, .avif) that a page shows.
content/extra/   plain texts (.txt) that a page links to, for programs that read no pages.

No HTML: a page is written in Markdown, and goes through the gate. No PDF: it may hold scripts, forms and links that
nobody here can judge. No program (.js, .php): the site runs none. To prove to a search engine whose site this is, take
its DNS record, which needs no file.
"""

import re
from pathlib import Path, PurePosixPath

from plugins.problems.problem import Problem
from plugins.reading.names import DEVICE, LONGEST_NAME
from plugins.reading.pictures import SAVE, check_frame
from plugins.reading.project_file import read_ordinary_file
from plugins.reading.text import read_lines

PICTURES = (".svg", ".png", ".jpg", ".webp", ".avif")
TEXTS = (".txt",)
LARGEST = 2_000_000  # bytes
PHOTOS = ".heic .heif .hif .tif .tiff .bmp .dib .jp2 .jxl .raw .dng .cr2 .cr3 .nef .arw .orf .rw2 .raf .tga"
DRAWN = ".psd .psb .xcf .ai .eps .ps .cdr .sketch .fig .emf .wmf .afphoto .afdesign .svgz .kra .drawio"
WRITTEN = ".doc .docx .docm .dot .odt .rtf .pages .wpd .ppt .pptx .odp .key .xls .xlsx .ods .numbers .csv .epub .gdoc .gslides"
FILMS = ".mp4 .m4v .mov .avi .webm .mkv .wmv .mpg .mpeg .3gp .mp3 .m4a .wav .ogg .aac .flac"
ARCHIVES = ".zip .rar .7z .tar .gz .tgz .dmg"
ADVICE = {
    **dict.fromkeys(PHOTOS.split(), f"A kind of picture that not every browser shows. {SAVE}"),
    **dict.fromkeys(
        DRAWN.split(), "The file of a drawing program. Save it there as a drawing (.svg) or a picture (.png)."
    ),
    **dict.fromkeys(
        WRITTEN.split(), "A document. Write its text as a page; save a picture in it as JPEG (.jpg) or PNG (.png)."
    ),
    **dict.fromkeys(
        FILMS.split(),
        "Films and sound are not shown here. Say in the text what they tell, or save one picture as JPEG (.jpg).",
    ),
    **dict.fromkeys(ARCHIVES.split(), "A file that holds others. Unpack it, and put here what a page shows."),
    **{
        ending: f'The ending is written "{ending}". Rename it to ".jpg".'
        for ending in (".jpe", ".jfif", ".pjpeg", ".jpg_large")
    },
    ".apng": 'A kind of picture that is not shown here. Save it as ".png".',
    ".pdf": "A PDF may hold scripts and links that nobody can judge here. Write its text as a page.",
    ".html": "A page is written in Markdown, in content/pages/. To prove to a search engine whose site this is, take its DNS record.",
    ".jpeg": 'The ending is written ".jpeg". Rename it to ".jpg".',
    ".gif": 'A kind of picture that is not shown here. Save it as ".png".',
}
ADVICE[".htm"] = ADVICE[".xhtml"] = ADVICE[".html"]
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[a-z0-9]+)?")
OURS = {"robots", "security", "ads", "app-ads", "llms", "index"}  # .txt that robots ask for, and not here
MARKUP = re.compile(r"\A\s*<|<\s*(?:!doctype|!--|[?%]|/?(?:html|head|body|script|style|iframe|svg|meta|img|a)\b)", re.I)
PROGRAM = re.compile(r"\A\s*(?:#!|%!PS|%PDF-|@echo)", re.I)


def check_public_name(path: str) -> Problem | None:
    """Return what speaks against the name of a file under content/images/ or content/extra/, before it is opened.

    path: from the project's root. The ending decides what a server says the file is, so there is one, in small letters.
    """
    name = PurePosixPath(path)
    if not NAME.fullmatch(name.name):
        plain = re.sub(r"[^A-Za-z0-9]+", "-", name.stem).strip("-").lower() or "new-name"
        told = (
            "The name becomes an address: letters from a to z, digits and hyphens, then one ending. "
            f'Rename the file to "{plain}{name.suffix.lower()}".'
        )
        return Problem(path, 1, 1, "name-form", told)
    if len(name.stem) > LONGEST_NAME:
        told = f"The file name has {len(name.stem)} letters, {LONGEST_NAME} at most. Rename the file."
        return Problem(path, 1, 1, "name-form", told)
    if DEVICE.fullmatch(name.stem.lower()):
        told = f'Windows cannot have a file called "{name.name}". Rename the file.'
        return Problem(path, 1, 1, "name-taken", told)
    if path.startswith("content/extra/") and name.stem.lower() in OURS:
        told = f'"{name.name}" works at the top of a site alone, where the site writes what it needs. Delete the file.'
        return Problem(path, 1, 1, "name-taken", told)
    return None


def check_public_folder(path: str) -> Problem | None:
    """Return what speaks against the name of a folder under content/images/ or content/extra/."""
    name = PurePosixPath(path).name
    if NAME.fullmatch(name) and "." not in name:
        return None
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "new-name"
    told = (
        f'The name becomes part of an address: letters from a to z, digits and hyphens. Rename the folder to "{plain}".'
    )
    return Problem(path, 1, 1, "name-form", told)


def check_public_content(path: str, raw: bytes) -> list[Problem]:
    """Return what speaks against the content of a file that is copied as it is.

    path: from the project's root, with one of the endings above. raw: the whole file. Pictures made of points are
    opened later (`plugins/reading/library.py`), from memory where that was done: here, their frame is looked at.
    """
    ending = PurePosixPath(path).suffix
    if ending == ".svg":
        from plugins.reading.drawing import check_drawing  # costs milliseconds, and most sites have no drawing here

        return check_drawing(path, raw)
    if ending in TEXTS:
        return check_text(path, raw)
    told = check_frame(path, raw)
    return [Problem(path, 1, 1, "file-kind", told)] if told else []


def read_public_file(content: Path, path: str) -> tuple[bytes, list[Problem]]:
    """Read a file that is copied as it is, and judge the very bytes that were read.

    content: the folder content/. path: from the project's root.
    """
    raw = read_ordinary_file(content, path.removeprefix("content/"), path, LARGEST, smaller=how_to_shrink(path))
    return (b"", [raw]) if isinstance(raw, Problem) else (raw, check_public_content(path, raw))


def how_to_shrink(path: str) -> str:
    """Say what to do with a picture of too many bytes; nothing special for another file. path: of a file."""
    if path.startswith("content/images/"):
        return "Simplify the drawing, or save it as a picture (.png)." if path.endswith(".svg") else SAVE
    return ""


def check_text(path: str, raw: bytes) -> list[Problem]:
    """Return what speaks against a plain text: markup that a browser might take for a page, or signs that nobody sees."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = f'A letter here (byte {error.start}) is not UTF-8. Save the file as "UTF-8" in your editor.'
        return [Problem(path, raw.count(b"\n", 0, error.start) + 1, 1, "file-encoding", told)]
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text) or PROGRAM.search(text) or MARKUP.search(text)
    if found is None:
        return read_lines(path, text)[1]
    line = text.count("\n", 0, found.end()) + 1
    told = "The ending says plain text, and the content is a page or a program. Leave words alone in it."
    return [Problem(path, line, 1, "file-kind", told)]
