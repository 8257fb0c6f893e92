"""Building is all or nothing: whatever happens, output/ is the last good site or the new one, whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build.conftest import FirstBuild, run_verb
from tooling.build import BuildFailed, kept, load_settings
from tooling.page_facts import read_page
from tooling.page_weight import LARGEST_ARTICLE, LARGEST_PAGE, weigh_page
from tooling.project_copy import BuildHere, tree

BROKEN = "---\ntitel: Nothing else\n---\n\nText.\n"


def renamed(page: str, prefix: str) -> str:
    """Return a page with another title and another label, since no two pages may share them."""
    return page.replace("title: ", f"title: {prefix} ", 1).replace(
        "nav_label: ", f"nav_label: {prefix[:4].strip()} ", 1
    )


def test_a_build_of_nothing_makes_the_site(first: FirstBuild) -> None:
    assert first.result.returncode == 0, first.result.stderr
    assert (first.folder / "output/index.html").is_file()
    assert (first.folder / "output/uses/migraine/index.html").is_file()


def test_what_breaks_a_rule_leaves_the_last_good_site(built: Path, build: BuildHere) -> None:
    before = tree(built / "output")
    (built / "content/uses/migraine.md").write_text(BROKEN, encoding="utf-8")
    result = build(built)
    assert result.returncode != 0
    assert 'content/uses/migraine.md:2:1: "titel" is not a field. Did you mean "title"?' in result.stderr
    assert "output/ is as it was." in result.stderr
    assert "Traceback" not in result.stderr
    assert tree(built / "output") == before


def test_a_broken_template_leaves_the_last_good_site_and_is_named(built: Path, build: BuildHere) -> None:
    before = tree(built / "output")
    template = built / "theme/templates/use.html"
    template.write_text(
        template.read_text(encoding="utf-8") + "{{ article.nothing_of_the_kind }}{% block", encoding="utf-8"
    )
    result = build(built)
    assert result.returncode != 0
    assert "theme/templates/use.html:" in result.stderr
    assert "Traceback" not in result.stderr
    assert tree(built / "output") == before


def test_a_folder_that_no_build_made_is_left_alone(project: Path, build: BuildHere) -> None:
    (project / "output").mkdir()
    (project / "output/precious.txt").write_text("mine", encoding="utf-8")
    result = build(project)
    assert result.returncode != 0
    assert "was not made by a build, so it is left alone" in result.stderr
    assert tree(project / "output") == {"precious.txt": b"mine"}


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_not_a_folder_is_left_alone(project: Path, build: BuildHere, kind: str) -> None:
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    if kind == "file":
        (project / "output").write_text("mine", encoding="utf-8")
    else:
        (project / "output").symlink_to(elsewhere)
    result = build(project)
    assert result.returncode != 0
    assert "left alone" in result.stderr
    assert not list(elsewhere.iterdir())


def test_a_link_that_leads_nowhere_is_said_to_be_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert kept(output) == "output/ was not made."
    output.symlink_to("gone")
    assert kept(output) == "output/ is as it was."


def test_a_folder_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tooling.build.PROJECT", tmp_path)
    (tmp_path / "theme").write_text("no folder", encoding="utf-8")
    with pytest.raises(BuildFailed) as failed:
        load_settings()
    assert str(failed.value) == (
        "content:1:1: The folder is missing. Take it back from git.\n"
        "theme:1:1: The folder is missing. Take it back from git.\n"
        "2 problems in 2 files. Nothing was built."
    )


def test_a_page_that_was_renamed_does_not_stay_online(project: Path, build: BuildHere) -> None:
    page = project / "content/pages/extra-page.md"
    privacy = (project / "content/pages/privacy.md").read_text(encoding="utf-8")
    page.write_text(renamed(privacy, "More on"), encoding="utf-8")
    assert build(project).returncode == 0
    assert (project / "output/extra-page/index.html").exists()
    page.rename(project / "content/pages/other-page.md")
    assert build(project).returncode == 0
    assert not (project / "output/extra-page").exists()


def test_drafts_and_pages_of_a_later_day_are_not_published(project: Path, build: BuildHere) -> None:
    privacy = (project / "content/pages/privacy.md").read_text(encoding="utf-8")
    day = next(line for line in privacy.split("\n") if line.startswith("published:"))
    for name, text in {
        "a-draft": renamed(privacy, "A draft on").replace("title: ", "draft: true\ntitle: ", 1),
        "a-later-page": renamed(privacy, "Later on")
        .replace(day, "published: 2099-01-01")
        .replace(day.replace("published", "updated"), "updated: 2099-01-01"),
    }.items():
        (project / f"content/pages/{name}.md").write_text(text, encoding="utf-8")
    result = build(project)
    assert result.returncode == 0, result.stderr
    site = tree(project / "output")
    assert not [name for name in site if "a-draft" in name or "a-later" in name]
    assert b"a-later-page" not in site["sitemap.xml"] + site["index.html"] + site["feed.xml"]


def test_two_builds_at_once_both_succeed(project: Path, cache: Path) -> None:
    command = [sys.executable, "-m", "invoke", "build"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    builds = [
        subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for running in builds:
        _, told = running.communicate(timeout=120)
        assert running.returncode == 0, told
    assert (project / "output/index.html").is_file()
    assert not list((project / ".build").glob("stage-*"))


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=pytest.mark.long)])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    built: Path, cache: Path, build: BuildHere, kills: int
) -> None:
    before = tree(built / "output")
    article = built / "content/uses/acne.md"
    changed = article.read_text(encoding="utf-8").replace("title: ", "title: Changed ", 1)
    article.write_text(changed, encoding="utf-8")
    moments = random.Random(20261122)
    for _ in range(kills):
        running = subprocess.Popen(
            [sys.executable, "-m", "invoke", "build"],
            cwd=built,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(moments.uniform(0.05, 1.2))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        site = tree(built / "output")
        assert site.keys() == before.keys()
        is_new = b"Changed" in site["uses/acne/index.html"]
        assert is_new or site == before
    assert build(built).returncode == 0
    assert b"Changed" in (built / "output/uses/acne/index.html").read_bytes()
    assert not list((built / ".build").glob("stage-*"))


def test_pelicans_own_command_obeys_the_same_rules(project: Path, cache: Path) -> None:
    command = ("pelican", "content", "-s", "publishconf.py", "-o")
    good = run_verb(project, cache, *command, "elsewhere")
    assert good.returncode == 0, good.stderr
    assert (project / "elsewhere/index.html").is_file()
    (project / "content/uses/migraine.md").write_text(BROKEN, encoding="utf-8")
    bad = run_verb(project, cache, *command, "never")
    assert bad.returncode != 0
    assert '"titel" is not a field' in bad.stderr + bad.stdout
    assert not (project / "never").exists()


def test_the_same_content_gives_the_same_bytes_anywhere(first: FirstBuild, tmp_path: Path, build: BuildHere) -> None:
    here, there = first.copy(tmp_path / "here"), first.copy(tmp_path / "a longer name there")
    earlier = os.umask(0o077)
    try:
        one = build(here, fresh=True, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    finally:
        os.umask(earlier)
    other = build(there, fresh=True, TZ="America/Los_Angeles", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    assert tree(here / "output") == tree(there / "output")
    modes = [{path.stat().st_mode for path in (folder / "output").rglob("*")} for folder in (here, there)]
    assert modes[0] == modes[1]


def test_an_address_from_the_environment_is_used(project: Path, build: BuildHere) -> None:
    assert build(project, SITEURL="https://guide.example").returncode == 0
    assert b'href="https://guide.example/uses/acne/"' in (project / "output/uses/acne/index.html").read_bytes()


def test_a_build_without_an_address_says_so(first: FirstBuild) -> None:
    assert "https://botox-guide.example" in first.result.stdout
    assert "site_url" in first.result.stdout


def test_a_practice_that_is_known_in_full_still_fits_every_page(project: Path, build: BuildHere) -> None:
    known = {
        'phone = ""': 'phone = "+18003321088"',
        'email = ""': 'email = "office@guide.example"',
        'booking_url = ""': 'booking_url = "https://guide.example/book"',
        "hours = []": 'hours = ["Monday to Friday, 9 am to 5 pm"]',
        'street = ""': 'street = "1 Example Street"',
        'city = ""': 'city = "Exampletown"',
        'state = ""': 'state = "CA"',
        'postal_code = ""': 'postal_code = "00000"',
        'corrections_email = ""': 'corrections_email = "corrections@guide.example"',
        'medical_license = ""': 'medical_license = "A000000"',
        'certifying_board = ""': 'certifying_board = "American Board of Examples"',
    }
    practice = project / "content/data/practice.toml"
    text = practice.read_text(encoding="utf-8")
    for empty, filled in known.items():
        assert f"\n{empty}" in text, empty
        text = text.replace(f"\n{empty}", f"\n{filled}")
    practice.write_text(text, encoding="utf-8")
    (project / "deploy/target.toml").write_text('site_url = "https://guide.example"\n', encoding="utf-8")
    result = build(project)
    assert result.returncode == 0, result.stderr
    for name in ("index.html", "uses/migraine/index.html"):  # at the end of the article, and in the foot
        html = (project / "output" / name).read_text(encoding="utf-8")
        assert html.count('href="tel:+18003321088">(800) 332-1088</a>') == 2, name
        assert html.count('href="https://guide.example/book">Book a visit</a>') == 3, name  # and in the head
    heavy = []
    for page in sorted((project / "output").rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        most = LARGEST_ARTICLE if 'id="short"' in html else LARGEST_PAGE
        if (weight := weigh_page(html, read_page(html).styles, is_exact=True)) > most:
            heavy.append((page.relative_to(project).as_posix(), weight))
    assert heavy == []
