"""A build with memory gives what a fresh one gives, byte for byte, whatever was changed in between."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from plugins.memory.store import checksum_of
from tests.support.drawn_pictures import picture
from tooling.project_copy import BuildHere, tree

Change = Callable[[Path], None]


def replace(file: Path, before: str, after: str) -> None:
    """Change a text; it has to be there."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def append(file: Path, text: str) -> None:
    """Add to the end of a text."""
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{text}\n", encoding="utf-8")


def new_source(project: Path) -> None:
    """Let a page cite a source that it has not cited before."""
    append(project / "content/uses/acne.md", "Ask what else is known.[@fda-label-botox]")


def new_page(project: Path) -> None:
    """Add a page that is like another one but for its names."""
    text = (project / "content/pages/privacy.md").read_text(encoding="utf-8")
    named = re.sub(r"^(title|nav_label): .*$", r"\1: A second page", text, flags=re.MULTILINE)
    (project / "content/pages/second.md").write_text(named, encoding="utf-8")


def put_picture(project: Path, width: int) -> None:
    """Put a picture of this width in the place of the one that a page shows."""
    (project / "content/images").mkdir(exist_ok=True)
    (project / "content/images/palm.png").write_bytes(picture("PNG", width, 300))


def new_picture(project: Path) -> None:
    """Show a picture on a page."""
    put_picture(project, 640)
    append(project / "content/uses/acne.md", "![A palm with drops](/images/palm.png)")


CHANGES: dict[str, Change] = {
    "picture": new_picture,
    "picture changed": lambda project: put_picture(project, 700),
    "text": lambda project: append(project / "content/uses/acne.md", "Some fresh words stand here."),
    "header": lambda project: replace(project / "content/uses/acne.md", "nav_label: Acne", "nav_label: Spots"),
    "heading": lambda project: append(project / "content/uses/acne.md", "### One more part {#one-more}\n\nIt is short."),
    "citation": new_source,
    "block": lambda project: append(project / "content/blocks/call-today.md", "Call if you are not sure."),
    "notice": lambda project: replace(project / "content/blocks/foot-education.md", "general", "quite general"),
    "data": lambda project: replace(project / "content/data/practice.toml", "site_title = \"", "site_title = \"A "),
    "source": lambda project: replace(project / "content/data/sources.json", '"title": "', '"title": "On '),
    "template": lambda project: replace(project / "theme/templates/base.html", "<body", '<body data-changed="yes"'),
    "style": lambda project: append(project / "theme/static/css/print.css", "@layer print { b { color: red } }"),
    "setting": lambda project: replace(
        project / "pelicanconf.py", "SITENAME = PRACTICE.site_title", 'SITENAME = f"{PRACTICE.site_title}."'
    ),
    "plugin": lambda project: replace(
        project / "plugins/markup/citations.py", 'names = [*names[:first], "et al"]', 'names = [*names[:2], "and others"]'
    ),
    "Python": lambda project: replace(
        project / "plugins/facts/structured_data/graph.py", '"WebSite",', '"WebSite2",'
    ),
    "page added": lambda project: new_page(project),
    "page gone": lambda project: (project / "content/pages/second.md").unlink(),
}  # fmt: skip


# What changes the program: a process that has loaded it cannot build with the change
PROGRAM = {"setting", "plugin", "Python"}
# Build twice for each line that is read, in processes that start as this one is, and say how it went on one line each
BUILDER = """
import contextlib, io, json, os, sys
from pathlib import Path
from plugins.adapter import gate, page_table, templates
from plugins.memory.steps import own_memory
from tooling.build import build_site
for _ in sys.stdin:
    for name, remembers in (("with", True), ("without", False)):
        if not os.fork():
            status, said = 0, io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                try:
                    build_site(Path(name, "output"), memory=own_memory() if remembers else None)
                except SystemExit as stop:
                    status = stop.code
            print(json.dumps([status, said.getvalue()]), flush=True)
            os._exit(0)
        os.wait()
"""


class Builder:
    """A process that builds a project with memory and without, into with/output and without/output.

    Both, and the next ones, start with all modules loaded: to load them takes longer than to build.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        for name in ("with", "without"):
            (folder / name).mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-c", BUILDER],
            cwd=folder,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self) -> tuple[str, str]:
        """Build both ways; return what each said: a line of JSON with its status, 0 if it went through."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("both\n")
        self.process.stdin.flush()
        return self.process.stdout.readline(), self.process.stdout.readline()

    def stop(self) -> None:
        """End it."""
        self.process.communicate()


def test_a_build_with_memory_is_a_fresh_build_after_every_kind_of_change(built: Path, cache: Path) -> None:
    seen = [tree(built / "output")]
    builder = Builder(built, cache)
    for name, change in CHANGES.items():
        change(built)
        if name in PROGRAM:
            builder.stop()
            builder = Builder(built, cache)
        warm, fresh = builder.build()
        assert warm.startswith('[0, "Built output/'), (name, warm)
        assert warm == fresh, name
        seen.append(tree(built / "with/output"))
        assert seen[-1] == tree(built / "without/output"), name
    builder.stop()
    changed = [name for name, before, now in zip(CHANGES, seen, seen[1:], strict=False) if before != now]
    assert changed == list(CHANGES)


def plant(cache: Path) -> int:
    """Put words into every page of a memory, with their right checksums. Returns how many pages it held."""
    file = next(cache.rglob("*.sqlite3"))
    with sqlite3.connect(file) as table:
        pages = [
            (checksum_of(key, planted), planted, key)
            for key, value in table.execute("SELECT key, value FROM entries").fetchall()
            if value.startswith(b'"<!doctype') and (planted := value.replace(b"</main>", b"<p>planted</p></main>"))
        ]
        table.executemany("UPDATE entries SET checksum = ?, value = ? WHERE key = ?", pages)
    return len(pages)


def test_a_fresh_build_takes_nothing_from_the_memory(built: Path, build: BuildHere, cache: Path) -> None:
    clean = tree(built / "output")
    assert plant(cache) == 15
    assert build(built).returncode == 0
    assert b"planted" in (built / "output/index.html").read_bytes()  # so the memory is what was asked
    assert build(built, fresh=True).returncode == 0
    assert tree(built / "output") == clean


def test_a_memory_that_others_may_write_to_is_not_believed(built: Path, build: BuildHere, cache: Path) -> None:
    clean = tree(built / "output")
    plant(cache)
    (cache / "botox-guide").chmod(0o777)
    assert build(built).returncode == 0
    assert tree(built / "output") == clean


def test_damaged_code_of_templates_is_not_run(built: Path, build: BuildHere, cache: Path) -> None:
    clean = tree(built / "output")
    codes = [file for file in (cache / "botox-guide/templates").rglob("*") if file.is_file()]
    assert len(codes) > 40
    for number, file in enumerate(codes):
        raw = file.read_bytes()
        file.write_bytes(raw[: len(raw) // 2] if number % 2 else raw[:-9] + b"\0" * 9)
    append(built / "content/uses/acne.md", "Some fresh words stand here.")
    assert build(built).returncode == 0
    with_memory = tree(built / "output")
    assert build(built, fresh=True).returncode == 0
    assert with_memory == tree(built / "output") != clean


def test_what_is_wrong_with_templates_is_told_alike_by_the_process_beside_the_gate(
    built: Path, build: BuildHere
) -> None:
    append(built / "theme/templates/macros/source_list.html", "{% if %}")
    beside, here = build(built), build(built, fresh=True)
    assert (beside.returncode, beside.stdout, beside.stderr) == (here.returncode, here.stdout, here.stderr)
    assert "theme/templates/macros/source_list.html:" in beside.stderr


def test_nothing_is_kept_in_the_project(built: Path, build: BuildHere) -> None:
    assert build(built).returncode == 0
    assert [path for path in built.rglob("*") if "sqlite" in path.name or "bytecode" in path.name] == []
