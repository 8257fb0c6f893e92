"""The documents name files and folders; what they name has to be there."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
PAGE = PROJECT / "docs/security.md"
DOCUMENTS = [
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", ".github/CODEOWNERS")),
    *sorted(PROJECT.glob("docs/*.md")),
    *sorted(PROJECT.glob("docs/decisions/*.md")),
]
LINKING = [page for page in DOCUMENTS if page.name != "editorial-rules.md"]  # its links are examples
NAMED = re.compile(r"`([\w./-]+/[\w.-]*|\.gitlab-ci\.yml)`")
MARKED = re.compile(r"`([\w./-]+)`|^# (/[\w./-]+) +@", re.MULTILINE)
FILE = re.compile(r"[\w-]+\.(?:py|md|html|css|js|toml|json|xml|txt|yml|conf)")
LINKED = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([\w-]+))?\)")
CODE = re.compile(r"^ *```.*?^ *```|^ {4}.*?$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
NO_ADDRESS = re.compile(r"[^\w -]")  # what an address of a heading leaves out
ROOTS = (".devcontainer", ".github", "content", "deploy", "docs", "plugins", "tests", "theme", "tooling")
# What a release or an editor makes, or an example of it
MADE = {"release-manifest.json", "index.html", "eye-twitching.md", "content/images", "content/extra"}


def known() -> tuple[set[str], set[str], set[str]]:
    """Return the files of the project by their paths and by their names, and their folders."""
    files = [file for file in PROJECT.iterdir() if file.is_file()]
    for root in ROOTS:
        files += [file for file in (PROJECT / root).rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    paths = {file.relative_to(PROJECT).as_posix() for file in files}
    return paths, {file.name for file in files}, {parent.as_posix() for name in paths for parent in Path(name).parents}


def stale(text: str) -> list[str]:
    """Return what a text names in backticks, or as an owner's path, and is not there."""
    files, names, folders = known()
    found = []
    for match in MARKED.finditer(text):
        name = (match[1] or match[2].lstrip("/")).rstrip("/")
        is_ours = "/" in (match[1] or match[2]) and name.split("/")[0] in folders
        if name not in MADE and (
            (is_ours and name not in files | folders) or (FILE.fullmatch(name) and name not in names)
        ):
            found.append(name)
    return found


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_path_that_a_document_names_is_there(page: Path) -> None:
    assert stale(page.read_text(encoding="utf-8")) == []


def test_a_stale_path_is_found() -> None:
    text = "Of `plugins/rules/nowhere.py`, `sparing.py`, `theme/nowhere/`, `plugins/rules/`, `rule.py` and `uses/`.\n# /doc/  @x"
    assert stale(text + "\n# /docs/old.md   @x") == [
        "plugins/rules/nowhere.py",
        "sparing.py",
        "theme/nowhere",
        "docs/old.md",
    ]


def test_every_file_and_test_that_the_page_on_security_names_is_there() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))
    assert len(named) > 30
    assert sorted(name for name in named if not (PROJECT / name).exists()) == []


def lost_links(page: Path, text: str) -> list[str]:
    """Return the links of a document that lead to no file, or to no heading of it. Examples of code are left out."""
    found = []
    for name, heading in LINKED.findall(CODE.sub("", text)):
        target = (page.parent / name).resolve() if name else page
        lines = target.read_text(encoding="utf-8").splitlines() if heading and target.exists() else []
        titles = [line.lstrip("# ").lower() for line in lines if line.startswith("#")]
        headings = [NO_ADDRESS.sub("", title).replace(" ", "-") for title in titles]
        if not target.exists() or (heading and heading not in headings):
            found.append(f"{name}#{heading}" if heading else name)
    return found


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_of_a_document_leads_to_a_heading_that_is_there(page: Path) -> None:
    assert lost_links(page, page.read_text(encoding="utf-8")) == []


def test_a_lost_link_is_found() -> None:
    text = "[a](nowhere.md) [b](architecture.md#nowhere) [c](architecture.md#the-rooms) [d](#nothing) `[e](f.md)`"
    assert lost_links(PAGE, text) == ["nowhere.md", "architecture.md#nowhere", "#nothing"]
