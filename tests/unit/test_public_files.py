"""Files that are copied as they are: their names, and whether the content is what the ending says."""

import struct
import zlib
from pathlib import Path

import pytest

from plugins.reading.public_files import check_public_content, read_public_file
from plugins.reading.source_files import read_source_files
from tests.unit.test_source_files import content, said

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IEND", b"")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
WEBP = b"RIFF" + (20).to_bytes(4, "little") + b"WEBPVP8L" + (8).to_bytes(4, "little") + b"\x2f" + b"\0" * 7
AVIF = struct.pack(">I", 24) + b"ftypavif\0\0\0\0avifmif1" + struct.pack(">I", 8) + b"mdat"
PAGE = b"<!doctype html><script>alert(1)</script>"
TEXT = "Words of Ñandú, 1 < 2, and name@practice.example.\n".encode()


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("images/a.png", PNG),
        ("images/a.jpg", JPEG),
        ("images/a.jpg", JPEG + b"\0\0\r\n"),
        ("images/a.webp", WEBP),
        ("images/a.avif", AVIF),
        ("images/a.svg", SVG),
        ("images/Skin_2/IMG_1234.jpg", JPEG),
        ("extra/leaflet-2026.txt", TEXT),
        ("extra/empty.txt", b""),
        ("extra/marked.txt", b"\xef\xbb\xbfWords.\r\n"),
    ],
)
def test_what_is_what_its_ending_says_is_copied(tmp_path: Path, path: str, raw: bytes) -> None:
    files = read_source_files(content(tmp_path, {path: raw}))
    assert files.problems == []
    assert files.others == {f"content/{path}"}
    assert read_public_file(tmp_path / "content", f"content/{path}") == (raw, [])


@pytest.mark.parametrize("ending", ["PNG", "JPEG", "WebP", "AVIF"])
@pytest.mark.parametrize(
    "raw",
    [b"", PAGE, SVG, TEXT, b"GIF89a" + PAGE, b"%PDF-1.7", PNG + PAGE, JPEG + PAGE, WEBP + PAGE, AVIF + PAGE,
     PNG[:20], PNG[:8] + PAGE, JPEG[:3] + PAGE, WEBP[:12] + PAGE, AVIF[:12] + PAGE, b" " + PNG, b"\n" + JPEG, PAGE + PNG],
)  # fmt: skip
def test_a_picture_that_is_something_else_is_refused(ending: str, raw: bytes) -> None:
    path = f"content/images/a.{ending.lower().replace('jpeg', 'jpg')}"
    told = (
        f'The ending says {ending}, and the content is no whole {ending} picture. Save the picture anew as "{ending}".'
    )
    assert [str(problem) for problem in check_public_content(path, raw)] == [f"{path}:1:1: {told}"]


@pytest.mark.parametrize(("ending", "raw"), [("png", JPEG), ("jpg", PNG), ("webp", AVIF), ("avif", WEBP)])
def test_a_picture_of_another_kind_is_refused(ending: str, raw: bytes) -> None:
    (problem,) = check_public_content(f"content/images/a.{ending}", raw)
    assert problem.rule == "file-kind"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (PAGE, 1),
        (b" \n<b>x</b>", 2),
        (b"<?xml version='1.0'?>", 1),
        (b"Words\n<?php system($_GET[0]);", 2),
        (b"Words\nmore <ScRiPt src=x>", 2),
        (b"Words\n< iframe src=x>", 2),
        (b"Words <!-- x -->", 1),
        (b"Words <% x %>", 1),
        (b"#!/bin/sh\nrm", 1),
        (b"%PDF-1.7", 1),
        (b"%!PS-Adobe", 1),
        (b"One\nTwo\x00", 2),
        (PNG, 1),
    ],
)
def test_a_text_that_is_a_page_or_a_program_is_refused(raw: bytes, line: int) -> None:
    (problem,) = check_public_content("content/extra/a.txt", raw)
    expected = (
        "The ending says plain text, and the content is a page or a program. Leave words alone in it."
        if problem.rule == "file-kind"
        else 'A letter here (byte 0) is not UTF-8. Save the file as "UTF-8" in your editor.'
    )
    assert str(problem) == f"content/extra/a.txt:{line}:1: {expected}"
    assert (problem.rule == "file-encoding") is (raw == PNG)


DNS = "To prove to a search engine whose site this is, take its DNS record."
MARKDOWN = f"A page is written in Markdown, in content/pages/. {DNS}"
SAVE = "Save it as JPEG (.jpg), at most 1600 px wide."
OTHER = "A kind of file that is not read here. This folder holds .txt files."
PICTURE = "A kind of file that is not read here. This folder holds .svg and .png and .jpg and .webp and .avif files."
LETTERS = "The name becomes an address: letters from a to z, digits and hyphens, then one ending. Rename the file to"
OURS = "works at the top of a site alone, where the site writes what it needs. Delete the file."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("extra/a.htm", MARKDOWN),
        ("extra/google1234.html", MARKDOWN),
        ("extra/a.xhtml", MARKDOWN),
        ("extra/A.HTML", MARKDOWN),
        ("extra/a.pdf", "A PDF may hold scripts and links that nobody can judge here. Write its text as a page."),
        ("extra/a.js", OTHER),
        ("extra/a.php", OTHER),
        ("extra/a.shtml", OTHER),
        ("extra/a.xml", OTHER),
        ("extra/a.svg", OTHER),
        ("extra/a.css", OTHER),
        ("extra/a.json", OTHER),
        ("extra/a.md", OTHER),
        ("extra/web.config", OTHER),
        ("extra/CNAME", OTHER),
        ("extra/_headers", OTHER),
        ("extra/_redirects", OTHER),
        ("extra/release-manifest.json", OTHER),
        ("extra/favicon.ico", OTHER),
        ("extra/.htaccess", "A hidden or left-over file. Delete it, or move it out of content/."),
        ("extra/a.TXT", 'The ending is written ".TXT". Rename it to ".txt".'),
        ("extra/robots.txt", f'"robots.txt" {OURS}'),
        ("extra/Security.txt", f'"Security.txt" {OURS}'),
        ("extra/x.html.txt", f'{LETTERS} "x-html.txt".'),
        ("extra/_headers.txt", f'{LETTERS} "headers.txt".'),
        ("extra/fichier-à-lire.txt", f'{LETTERS} "fichier-lire.txt".'),
        ("images/a.htm", MARKDOWN),
        ("images/a.js", PICTURE),
        ("images/a.txt", PICTURE),
        ("images/index.html", MARKDOWN),
        ("images/a.jpeg", 'The ending is written ".jpeg". Rename it to ".jpg".'),
        ("images/a.JPEG", 'The ending is written ".jpeg". Rename it to ".jpg".'),
        ("images/a.PNG", 'The ending is written ".PNG". Rename it to ".png".'),
        ("images/a.gif", 'A kind of picture that is not shown here. Save it as ".png".'),
        *(
            (f"images/a{ending}", f"A kind of picture that not every browser shows. {SAVE}")
            for ending in (".heic", ".HEIF", ".tif", ".bmp", ".dng")
        ),
        ("images/a.psd", "The file of a drawing program. Save it there as a drawing (.svg) or a picture (.png)."),
        ("images/a.docx", "A document. Write its text as a page; save a picture in it as JPEG (.jpg) or PNG (.png)."),
        (
            "images/a.mp4",
            "Films and sound are not shown here. Say in the text what they tell, or save one picture as JPEG (.jpg).",
        ),
        ("images/a.zip", "A file that holds others. Unpack it, and put here what a page shows."),
        ("images/a.jfif", 'The ending is written ".jfif". Rename it to ".jpg".'),
        (
            "uses/a.jpg",
            "A picture stands in content/images/. Move it there, and write /images/ before its name in the page.",
        ),
        ("images/x.php.png", f'{LETTERS} "x-php.png".'),
        ("images/my face.png", f'{LETTERS} "my-face.png".'),
        ("images/niño.svg", f'{LETTERS} "ni-o.svg".'),
        ("images/a;b.svg", f'{LETTERS} "a-b.svg".'),
        ("images/a'b.svg", f'{LETTERS} "a-b.svg".'),
        ("images/a%2e.svg", f'{LETTERS} "a-2e.svg".'),
        ("images/CON.png", 'Windows cannot have a file called "CON.png". Rename the file.'),
        (f"images/{'a' * 61}.png", "The file name has 61 letters, 60 at most. Rename the file."),
    ],
)
def test_names_that_are_not_on_the_list_are_refused(tmp_path: Path, name: str, told: str) -> None:
    assert said(content(tmp_path, {name: TEXT})) == [f"content/{name}:1:1: {told}"]


def test_a_folder_whose_name_cannot_be_an_address_is_refused(tmp_path: Path) -> None:
    assert said(content(tmp_path, {"images/x.php/a.svg": SVG})) == [
        "content/images/x.php:1:1: The name becomes part of an address: letters from a to z, digits and hyphens. "
        'Rename the folder to "x-php".'
    ]


def test_a_large_picture_is_refused(tmp_path: Path) -> None:
    root = content(tmp_path, {"images/a.png": b"\0" * 2_000_001})
    assert said(root) == [
        "content/images/a.png:1:1: The file has 2.1 MB, 2 MB at most. Save it as JPEG (.jpg), at most 1600 px wide."
    ]
    (root / "images/a.png").write_bytes(PNG)
    (root / "images/b.png").write_bytes(b"\0" * 2_000_001)
    _, (problem,) = read_public_file(root, "content/images/b.png")
    assert (
        str(problem)
        == "content/images/b.png:1:1: The file has 2.1 MB, 2 MB at most. Save it as JPEG (.jpg), at most 1600 px wide."
    )
