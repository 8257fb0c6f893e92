"""A build with memory gives what a fresh one gives, byte for byte, whatever was changed in between."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from plugins.memory.store import checksum_of
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


CHANGES: dict[str, Change] = {
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
        project / "plugins/markup/citations.py", 'names = [*names[:MOST_AUTHORS], "et al"]', 'names = [*names[:2], "and others"]'
    ),
    "Python": lambda project: replace(
        project / "plugins/facts/structured_data/graph.py", '"WebSite",', '"WebSite2",'
    ),
    "page added": lambda project: new_page(project),
    "page gone": lambda project: (project / "content/pages/second.md").unlink(),
}  # fmt: skip


def test_a_build_with_memory_is_a_fresh_build_after_every_kind_of_change(project: Path, build: BuildHere) -> None:
    assert build().returncode == 0
    seen = [tree(project / "output")]
    for name, change in CHANGES.items():
        change(project)
        warm = build()
        assert warm.returncode == 0, warm.stdout + warm.stderr
        with_memory = tree(project / "output")
        fresh = build(fresh=True)
        assert (warm.returncode, warm.stdout, warm.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr), name
        assert with_memory == tree(project / "output"), name
        seen.append(with_memory)
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


def test_a_fresh_build_takes_nothing_from_the_memory(project: Path, build: BuildHere, tmp_path: Path) -> None:
    assert build().returncode == 0
    clean = tree(project / "output")
    assert plant(tmp_path / "cache") == 13
    assert build().returncode == 0
    assert b"planted" in (project / "output/index.html").read_bytes()  # so the memory is what was asked
    assert build(fresh=True).returncode == 0
    assert tree(project / "output") == clean


def test_a_memory_that_others_may_write_to_is_not_believed(project: Path, build: BuildHere, tmp_path: Path) -> None:
    assert build().returncode == 0
    clean = tree(project / "output")
    plant(tmp_path / "cache")
    (tmp_path / "cache/botox-guide").chmod(0o777)
    assert build().returncode == 0
    assert tree(project / "output") == clean


def test_damaged_code_of_templates_is_not_run(project: Path, build: BuildHere, tmp_path: Path) -> None:
    assert build().returncode == 0
    clean = tree(project / "output")
    codes = [file for file in (tmp_path / "cache/botox-guide/templates").rglob("*") if file.is_file()]
    assert len(codes) > 40
    for number, file in enumerate(codes):
        raw = file.read_bytes()
        file.write_bytes(raw[: len(raw) // 2] if number % 2 else raw[:-9] + b"\0" * 9)
    replaced = project / "content/uses/acne.md"
    append(replaced, "Some fresh words stand here.")
    assert build().returncode == 0
    with_memory = tree(project / "output")
    assert build(fresh=True).returncode == 0
    assert with_memory == tree(project / "output") != clean


def test_what_is_wrong_with_templates_is_told_alike_by_the_process_beside_the_gate(
    project: Path, build: BuildHere
) -> None:
    append(project / "theme/templates/macros/source_list.html", "{% if %}")
    beside, here = build(), build(fresh=True)
    assert (beside.returncode, beside.stdout, beside.stderr) == (here.returncode, here.stdout, here.stderr)
    assert "theme/templates/macros/source_list.html:" in beside.stderr


def test_nothing_is_kept_in_the_project(project: Path, build: BuildHere) -> None:
    assert build().returncode == 0
    assert build().returncode == 0
    assert [path for path in project.rglob("*") if "sqlite" in path.name or "bytecode" in path.name] == []
