"""What lies in .build/edits may have come with a branch of anybody: it leads to no file elsewhere, and stops nobody's work."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.unit.test_desk import ACNE, REPORT, ask, make_desk
from tooling.editor.desk import Refusal
from tooling.editor.piece_verbs import save, undo
from tooling.editor.sending.change_verbs import count_unsent, list_changes

EDITS = ".build/edits"
SECRET = b"Nobody's business.\n"


def forge(folder: Path, path: str, before: str, after: str) -> None:
    """Write a journal of one edit. before, after: hashes."""
    (folder / EDITS).mkdir(parents=True, exist_ok=True)
    line = json.dumps({"label": "x", "files": {path: [before, after]}})
    (folder / EDITS / "journal.jsonl").write_text(line, encoding="utf-8")


def keep(folder: Path, content: bytes) -> str:
    """Put a content into the folder, and return its hash."""
    (folder / EDITS).mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(content).hexdigest()
    (folder / EDITS / name).write_bytes(content)
    return name


@pytest.mark.parametrize("path", ["deploy/target.toml", "pelicanconf.py", "content/../pelicanconf.py"])
def test_undo_writes_nothing_beside_content(folder: Path, path: str) -> None:
    (folder / "deploy").mkdir(exist_ok=True)
    files = [folder / "deploy/target.toml", folder / "pelicanconf.py"]
    for file in files:
        file.write_text("ours = 1\n", encoding="utf-8")
    forge(folder, path, keep(folder, b"theirs = 1\n"), keep(folder, b"ours = 1\n"))
    with pytest.raises(Refusal):
        undo(make_desk(folder), {})
    assert [file.read_text(encoding="utf-8") for file in files] == ["ours = 1\n"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "[]", "1", "null", "[" * 10_000, '{"files": {"content/x.md": 1}}', '{"files": {"content/x.md": [1, 2]}}',
        '{"files": {"content/x.md": ["../x", "../x"]}}', '{"files": {"content/\\ud800": ["", ""]}}',
        '{"forgotten": [{}]}', '{"label": {"a": 1}, "files": {}}',
    ],
)  # fmt: skip
def test_a_line_that_we_would_not_have_written_is_passed_over(folder: Path, line: str) -> None:
    (folder / EDITS).mkdir(parents=True)
    (folder / EDITS / "journal.jsonl").write_text(line, encoding="utf-8")
    desk = make_desk(folder)
    assert count_unsent(desk) == 0
    assert list_changes(desk, {})["changes"] == []
    save(desk, ask(desk, REPORT, 1, "One."))
    assert list(make_desk(folder).journal.changed()) == [REPORT]


@pytest.mark.parametrize("is_link", [True, False])
def test_what_is_not_what_its_name_says_comes_into_no_page_and_no_list(
    folder: Path, tmp_path: Path, is_link: bool
) -> None:
    (tmp_path / "secret").write_bytes(SECRET)
    raw, name = (folder / ACNE).read_bytes(), "a" * 64
    forge(folder, ACNE, name, keep(folder, raw))
    if is_link:
        (folder / EDITS / name).symlink_to(tmp_path / "secret")
    else:
        (folder / EDITS / name).write_bytes(SECRET)
    desk = make_desk(folder)
    for verb in (undo, list_changes):
        with pytest.raises(Refusal):
            verb(desk, {})
    assert (folder / ACNE).read_bytes() == raw


@pytest.mark.parametrize("linked", [".build", EDITS, f"{EDITS}/journal.jsonl"])
def test_nothing_is_noted_behind_a_link_and_so_nothing_written(folder: Path, tmp_path: Path, linked: str) -> None:
    raw, elsewhere = (folder / REPORT).read_bytes(), tmp_path / "elsewhere"
    (folder / linked).parent.mkdir(parents=True, exist_ok=True)
    (folder / linked).symlink_to(elsewhere)
    if linked.endswith(".jsonl"):
        elsewhere.write_text("theirs\n", encoding="utf-8")
    else:
        elsewhere.mkdir()
    desk = make_desk(folder)
    with pytest.raises(Refusal):
        save(desk, ask(desk, REPORT, 1, "One."))
    assert (folder / REPORT).read_bytes() == raw
    assert elsewhere.is_dir() or elsewhere.read_text(encoding="utf-8") == "theirs\n"
    assert not elsewhere.is_dir() or not list(elsewhere.iterdir())


def test_what_a_power_cut_left_half_or_a_link_in_the_place_of_what_is_kept_gives_way(
    folder: Path, tmp_path: Path
) -> None:
    raw = (folder / REPORT).read_bytes()
    name = keep(folder, raw)
    (folder / EDITS / name).unlink()
    (folder / EDITS / name).symlink_to(tmp_path / "new")
    (folder / EDITS / hashlib.sha256(raw.replace(raw.split(b"\n")[0], b"One.", 1)).hexdigest()).write_bytes(b"On")
    desk = make_desk(folder)
    save(desk, ask(desk, REPORT, 1, "One."))
    save(desk, ask(desk, REPORT, 1, "Two."))
    undo(desk, {})
    assert (folder / REPORT).read_bytes().startswith(b"One.\n")
    undo(desk, {})
    assert (folder / REPORT).read_bytes() == raw
    assert not (tmp_path / "new").exists()
