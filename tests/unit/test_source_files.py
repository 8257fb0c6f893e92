"""Files that could never become a page are refused, each in its own words (bad input 17 to 19, 27, 48 to 53)."""

import os
import stat
from pathlib import Path

import pytest

from plugins.problems.problem import Problem
from plugins.reading.source_files import read_changed_files, read_source_files
from plugins.reading.text import decode

PAGE = b"---\ntitle: Botox\n---\n\nText.\n"


def content(folder: Path, files: dict[str, bytes]) -> Path:
    """Make a folder content/ that holds these files."""
    root = folder / "content"
    root.mkdir()
    for name, raw in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return root


def said(root: Path) -> list[str]:
    """Return what is said of a folder."""
    return [str(problem) for problem in read_source_files(root).problems]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + PAGE,
        PAGE.replace(b"\n", b"\r\n"),
        PAGE.replace(b"\n", b"\r"),
        "---\ntitle: ¿Qué es? “Ñandú” 😀\n---\n".encode(),
    ],
    ids=["byte order mark", "Windows line ends", "old Mac line ends", "accents and signs"],
)
def test_odd_but_right_files_are_read(raw: bytes) -> None:
    text, problems = decode("content/uses/acne.md", raw)
    assert problems == []
    assert text is not None
    assert text.startswith("---\n")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            PAGE + "Übel\n".encode("latin-1"),
            '6:1: A letter here (byte 28) is not UTF-8. Save the file as "UTF-8" in your editor.',
        ),
        ("Señora\n".encode("utf-16"), '1:1: The file is saved as UTF-16. Save it as "UTF-8" in your editor.'),
        ("Señora\n".encode("utf-16-le"), '1:1: The file is saved as UTF-16. Save it as "UTF-8" in your editor.'),
        (
            b"One.\r\nTw\x00o.\n",
            "2:3: An invisible sign, U+0000, stands in “Tw·o”. Delete it, or type the word anew.",
        ),
        (
            "One.\nTwo\u2028.\n".encode(),
            "2:4: An invisible sign, U+2028, stands in “Two·”. Delete it, or type the word anew.",
        ),
        (
            b"a\n<<<<<<< HEAD\nb\n",
            "2:1: A mark that git left where two edits met. Keep the right text and delete the marks.",
        ),
    ],
    ids=["Latin-1", "UTF-16", "UTF-16 without a mark", "NUL", "line separator", "conflict"],
)
def test_text_that_cannot_be_published_is_refused(raw: bytes, expected: str) -> None:
    _, problems = decode("content/uses/acne.md", raw)
    assert [str(problem) for problem in problems] == [f"content/uses/acne.md:{expected}"]


def test_of_very_many_control_characters_the_first_are_named() -> None:
    _, problems = decode("content/uses/acne.md", b"a\x01b " * 5000)
    assert len(problems) == 20


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (".draft.md", "A hidden or left-over file. Delete it, or move it out of content/."),
        ("acne.txt", "A kind of file that is not read here. This folder holds .md files."),
        ("acne.docx", "A kind of file that is not read here. This folder holds .md files."),
        ("acne.MD", 'The ending is written ".MD". Rename it to ".md".'),
        ("acne:1.md", 'The name holds a sign that some computers refuse, such as ":" or "?". Rename the file.'),
        ("\u0430cne.md", "“\u0430” (U+0430, Cyrillic small letter a) stands in “\u0430cne.md”. Rename the file."),
    ],
)
def test_files_that_pelican_would_pass_over_or_publish_are_refused(tmp_path: Path, name: str, expected: str) -> None:
    assert said(content(tmp_path, {f"uses/{name}": PAGE})) == [f"content/uses/{name}:1:1: {expected}"]


def test_a_name_that_cannot_be_printed_is_shown_with_question_marks(tmp_path: Path) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE, "uses/ac\u00adne.md": PAGE})
    Path(os.fsdecode(os.fsencode(root) + b"/uses/a\xff\n.md")).write_bytes(PAGE)
    assert said(root) == [
        "content/uses/ac?ne.md:1:1: An invisible sign, U+00AD, stands in “ac·ne.md”. Rename the file.",
        "content/uses/a??.md:1:1: The name holds a sign that cannot be shown. Rename the file.",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "uses/skin/acne.md",
            "content/uses/skin:1:1: A folder inside uses/, where files are not looked for. Move its files up into uses/.",
        ),
        (
            "use/acne.md",
            "content/use:1:1: A folder that the site does not know. "
            "It has blocks, data, extra, images, pages, uses: move it there.",
        ),
        (".trash/acne.md", "content/.trash:1:1: A hidden folder. Move it out of content/."),
    ],
)
def test_folders_that_are_not_looked_into_are_refused(tmp_path: Path, name: str, expected: str) -> None:
    assert said(content(tmp_path, {name: PAGE})) == [expected]


def test_a_text_that_takes_minutes_to_render_is_refused(tmp_path: Path) -> None:
    root = content(tmp_path, {"uses/acne.md": b"word " * 200_000})
    assert said(root) == [
        "content/uses/acne.md:1:1: The file has 1000 kB, 200 kB at most. Split it or make it smaller."
    ]


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE})
    (tmp_path / "secret").write_text("secret")
    (root / "images").symlink_to(tmp_path)
    (root / "uses" / "loop").symlink_to(root)
    (root / "uses" / "jaw.md").symlink_to(tmp_path / "secret")
    assert said(root) == [
        "content/images:1:1: A symbolic link to a folder. Put the folder itself here.",
        "content/uses/loop:1:1: A symbolic link to a folder. Put the folder itself here.",
        "content/uses/jaw.md:1:1: A symbolic link. Put the file itself here.",
    ]


def test_content_itself_may_not_be_a_link(tmp_path: Path) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE})
    root.rename(tmp_path / "elsewhere")
    root.symlink_to(tmp_path / "elsewhere")
    told = "content:1:1: A symbolic link to a folder. Put the folder itself here."
    assert said(root) == [told]
    assert [str(each) for each in read_changed_files(root, {"content/uses/acne.md"}).problems] == [told]


def test_a_changed_file_behind_a_linked_folder_is_not_read(tmp_path: Path) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.svg").write_text("secret", encoding="utf-8")
    (root / "images").symlink_to(tmp_path / "elsewhere")
    files = read_changed_files(root, {"content/images/secret.svg", "content/images/inner/deep.svg"})
    assert (files.texts, files.others) == ({}, set())
    assert [str(each) for each in files.problems] == [
        "content/images:1:1: A symbolic link to a folder. Put the folder itself here."
    ]


def test_a_file_that_becomes_a_link_between_look_and_reading_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE})
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    look = Path.lstat

    def exchange(path: Path) -> os.stat_result:
        status = look(path)
        if path.name == "acne.md" and not stat.S_ISLNK(status.st_mode):
            path.unlink()
            path.symlink_to(tmp_path / "secret")
        return status

    monkeypatch.setattr(Path, "lstat", exchange)
    files = read_source_files(root)
    assert files.texts == {}
    assert [str(each) for each in files.problems] == [
        "content/uses/acne.md:1:1: Not an ordinary file. Take it out of content/."
    ]


@pytest.mark.parametrize("name", ["uses/pipe.md", "images/pipe.svg", "extra/pipe.txt", "data/practice.toml"])
def test_what_is_not_an_ordinary_file_is_refused(tmp_path: Path, name: str) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE})
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    assert said(root) == [f"content/{name}:1:1: Not an ordinary file. Take it out of content/."]


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = content(tmp_path, {"uses/acne.md": PAGE})

    def refuse(folder: Path, path: str, most: int) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("plugins.reading.project_file.read_plain_file", refuse)
    assert said(root) == ["content/uses/acne.md:1:1: Permission denied. Allow reading this file."]


def test_a_folder_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    assert read_source_files(tmp_path / "content").problems == [
        Problem(
            "content",
            1,
            1,
            "file-unreadable",
            "This folder is not there, so there is nothing to publish. Check PATH in pelicanconf.py.",
        )
    ]
