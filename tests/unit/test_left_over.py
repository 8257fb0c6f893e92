"""What systems leave behind is passed over on every road; the copies that programs make are refused, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from plugins.reading.left_over import LEFT_BEHIND, find_original, is_left_behind
from plugins.reading.library import read_sources, update_sources
from plugins.reading.source_files import read_changed_files
from tests.unit.test_source_files import PAGE, content, said

PROJECT = Path(__file__).resolve().parent.parent.parent
LEFT = [
    ".DS_Store", "._acne.md", ".AppleDouble", ".Spotlight-V100", ".Trashes", "Icon\r", "__MACOSX", "acne.md.icloud",
    ".acne.md.icloud", "Thumbs.db", "thumbs.db", "ehthumbs.db", "desktop.ini", "$RECYCLE.BIN", "acne.md:Zone.Identifier",
    "~$acne.docx", ".~lock.acne.md#", "~WRL0001.tmp", "acne.tmp", "acne.md~", ".#acne.md", "#acne.md#", ".acne.md.swp",
    ".acne.md.swo", "4913", ".goutputstream-AB12", ".nfs0000001", ".fuse_hidden01", ".directory", ".Trash-1000", "@eaDir",
    ".idea", ".vscode", ".obsidian", "acne.md.crdownload", "acne.md.part", ".syncthing.acne.md.tmp", ".stfolder", ".dropbox",
    ".dropbox.cache",
]  # fmt: skip
KEPT = [
    "acne.md", ".draft.md", ".htaccess", "draft.md", "tmp.md", "part.md", "desktop.md", "icons", "icon.svg", "hidden.md",
    "thumbs.jpg", "download.md", "project.md", "recycle.md", "acne.tmp.md", "sources.json", "4913.md",
]  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_a_system_leaves_is_passed_over(name: str) -> None:
    assert is_left_behind(name)


@pytest.mark.parametrize("name", KEPT)
def test_what_could_be_content_is_never_passed_over(name: str) -> None:
    assert not is_left_behind(name)


def test_left_files_and_folders_are_no_part_of_what_is_read(tmp_path: Path) -> None:
    files = {f"{folder}/{name}": b"\0\xff" for folder in ("uses", "data", "images", "extra") for name in LEFT}
    root = content(tmp_path, {"uses/acne.md": PAGE, **files, ".idea/inner/acne.md": PAGE} | {".DS_Store": b"\0"})
    sources = read_sources(root)
    assert [each.path for each in sources.problems if "/data/" not in each.path] == ["deploy/target.toml"]
    assert set(sources.texts) == {"content/uses/acne.md"}
    assert update_sources(sources, {"content/uses/.DS_Store", "content/.idea/inner/acne.md"}) == sources
    assert read_changed_files(root, {"content/.idea/inner/acne.md"}).texts == {}


def test_git_ignores_what_is_passed_over_and_no_file_of_the_project() -> None:
    lines = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {name.replace("\\", "") for name in lines} >= set(LEFT_BEHIND)
    names = [name for name in LEFT if "\r" not in name]
    git = ["git", "-c", "core.quotePath=false", "-C", str(PROJECT)]
    asked = "\n".join(f"content/uses/{name}" for name in [*names, *KEPT])
    told = subprocess.run([*git, "check-ignore", "--stdin", "--no-index"], input=asked, capture_output=True, text=True)
    assert told.stdout.splitlines() == [f"content/uses/{name}" for name in names]
    kept = subprocess.run([*git, "ls-files", "-ci", "--exclude-standard"], capture_output=True, text=True, check=True)
    assert kept.stdout == ""


COPIES = [
    "acne (Jane's conflicted copy 2026-11-26).md", "acne (Jane’s conflicted copy).md", "acne (conflicted copy 2026-11-26 101112).md",
    "acne (Case Conflict 1).md", "acne (In Konflikt stehende Kopie).md", "acne (Copie en conflit de Jane).md",
    "acne (SFConflict jane@x.example 2026-11-26).md", "acne.sync-conflict-20261126-101112-ABCDEFG.md",
    "acne_conflict-20261126-101112.md", "acne-DESKTOP-ABC.md", "acne-LAPTOP-1A2B3C.md", "acne-Janes-MacBook-Pro.md",
    "acne-Jane's iMac.md", "acne (1).md", "acne(1).md", "acne (Jane Doe).md", "acne copy.md", "acne copy 3.md", "acne 2.md",
    "acne kopie.md", "acne copia.md", "acne - Copy.md", "acne - Copy (2).md", "Copy of acne.md", "Kopie von acne.md",
    "acne (3rd copy).md", "acne-copy.md", "acne.md.orig", "acne.md.rej", "acne.md.mine", "acne.md.r12", "acne.md~HEAD",
    "acne.BASE.1234.md", "acne_LOCAL_1234.md", "acne.md.bak", "acne_1.md", "acne_v2.md", "acne.md (conflicted copy).md",
]  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_program_made_is_refused_and_nothing_else_is_said_of_it(tmp_path: Path, name: str) -> None:
    told = 'A copy that a program made of "acne.md". Compare the two, take over into "acne.md" what is right, and delete this one.'
    root = content(tmp_path, {"uses/acne.md": PAGE, f"uses/{name}": PAGE})
    assert said(root) == [f"content/uses/{name}:1:1: {told}"]
    assert [str(each) for each in read_changed_files(root, {f"content/uses/{name}"}).problems] == said(root)


@pytest.mark.parametrize(
    "name",
    ["acne-scars.md", "acne-2.md", "acne-mac.md", "acne-pcos.md", "copy-of-records.md",
     "conflict-of-interest.md", "face-left.jpg", "face-Left.jpg", "face_2.jpg", "face-2026.jpg", "IMG_1234.jpg", "local-pain.md"],
)  # fmt: skip
def test_a_name_that_only_looks_like_one_is_no_copy(name: str) -> None:
    assert find_original(name, {"acne.md", "face.jpg", "IMG_1.jpg", name}) == ""


def test_a_copy_whose_original_is_gone_gets_its_name_back(tmp_path: Path) -> None:
    root = content(tmp_path, {"uses/acne (Jane's conflicted copy).md": PAGE, "uses/acne.md.orig": PAGE})
    told = '1:1: A copy that a program made of "acne.md", which is not here. Rename it to "acne.md", or delete it.'
    assert said(root) == [
        f"content/uses/{name}:{told}" for name in ("acne (Jane's conflicted copy).md", "acne.md.orig")
    ]


@pytest.mark.parametrize(
    ("name", "own"), [("acne 2.md", "acne-2"), ("acne (1).md", "acne-1"), ("acne - Copy.md", "acne-copy")]
)
def test_a_name_with_a_blank_may_be_a_copy_too_whose_original_is_gone(tmp_path: Path, name: str, own: str) -> None:
    told = 'The name is one that programs give to a copy, here of "acne.md", which is not beside it.'
    advice = f'Rename it to "acne.md", or to "{own}.md" if it is one of its own.'
    assert said(content(tmp_path, {f"uses/{name}": PAGE})) == [f"content/uses/{name}:1:1: {told} {advice}"]


@pytest.mark.parametrize(("name", "original"), [("images/face (1).jpg", "face.jpg"), ("data/a copy.toml", "a.toml")])
def test_pictures_data_and_folders_have_copies_too(tmp_path: Path, name: str, original: str) -> None:
    folder = name.partition("/")[0]
    root = content(tmp_path, {name: b"", f"{folder}/{original}": b"", f"{folder} copy/x.md": b""})
    problems = [each for each in said(root) if "A copy" in each]
    told = (
        'A copy that a program made of "{0}". Compare the two, take over into "{0}" what is right, and delete this one.'
    )
    assert problems == [
        f"content/{folder} copy:1:1: {told.format(folder)}",
        f"content/{name}:1:1: {told.format(original)}",
    ]
