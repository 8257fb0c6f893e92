"""Whatever slips into a project: each verb does its work, or names the file and the line; and all verbs agree."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random, SystemRandom

import pytest

from tests.build.conftest import FirstBuild
from tests.support.mutations import BAD, HARMLESS, KINDS, Mutation, other_encoding, source, typed
from tests.support.releases import COMMITTED, commit
from tooling.project_copy import PROJECT, tree

Done = subprocess.CompletedProcess[str]
# The first pass of the preview, without its port
PREVIEW = """
from pathlib import Path
from tooling.preview.gate import errors_in
from tooling.preview.session import failure_problem
from tooling.preview.site import WarmSite
try:
    site = WarmSite(Path.cwd())
    site.start()
    errors = errors_in(site.problems)
except Exception as error:
    errors = [failure_problem(error)]
print(*errors, sep="\\n")
raise SystemExit(bool(errors))
"""
VERBS: dict[str, tuple[str, ...]] = {
    "preview": ("-c", PREVIEW),
    "review": ("-m", "invoke", "review", "acne"),
    "new": ("-m", "invoke", "new", "--title", "Botox for hiccups", "--kind", "use", "--no-show"),
    "check": ("-m", "invoke", "check"),
    "build": ("-m", "invoke", "build"),
    "release": ("-m", "invoke", "release", "--first"),
}
TOLD = re.compile(r"^\S.*?:\d+:\d+: \S.*$", re.MULTILINE)
ROUNDS = 2  # of six verbs, some seconds each: what is tried is another one every time
NEW = "content/uses/hiccups.md"
# What a copy to build in lacks, and a release or a review sheet reads
FURTHER = (".gitignore", "requirements.txt", "docs/facts.md")


def run(verb: str, project: Path, cache: Path) -> Done:
    """Run a verb as a person does, on the day of the pages."""
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(cache),
        "SITEURL": "https://guide.test",
        "SOURCE_DATE_EPOCH": str(int(COMMITTED.timestamp())),
    }
    command = [sys.executable, *VERBS[verb]]
    return subprocess.run(
        command,
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )


def copy(first: FirstBuild, folder: Path) -> Path:
    """Copy the built project with what every verb reads."""
    project = first.copy(folder, built=True)
    for name in FURTHER:
        (project / name).parent.mkdir(exist_ok=True)
        shutil.copy2(PROJECT / name, project / name)
    return project


def try_verbs(project: Path, cache: Path, slip: Mutation, seed: int, verbs: Sequence[str]) -> None:
    """Let one slip happen, run the verbs, and check what each of them does and says."""
    expected = slip(project, Random(seed))
    before = tree(project / "output")
    if "release" in verbs:
        commit(project)
    red = {}
    for verb in verbs:
        done = run(verb, project, cache)
        said = f"{slip.__name__} at seed {seed}, {verb} ({done.returncode}):\n{done.stdout}{done.stderr}"
        red[verb] = done.returncode != 0
        assert done.returncode in (0, 1), said
        assert "Traceback" not in said, said
        assert "fault of the program" not in said, said
        if verb == "new":
            assert (project / NEW).exists() != red[verb], said
            (project / NEW).unlink(missing_ok=True)
        elif verb != "review":  # which looks at one page and at what that is made of
            assert (expected, red[verb]) not in ((BAD, False), (HARMLESS, True)), said
            assert TOLD.search(said) or not red[verb], said
        if red[verb]:
            assert tree(project / "output") == before, said
            assert not (project / "release").exists(), said
    # The preview does not weigh what a release will send, and a build weighs it roughly
    if "release" in verbs:
        assert red["release"] == red["check"] >= max(red["build"], red["preview"]), (
            f"{slip.__name__} at seed {seed}: {red}"
        )


@pytest.mark.parametrize(("slip", "verb"), [(other_encoding, "build"), (typed, "check"), (source, "preview")])
def test_a_verb_names_the_file_and_the_line_of_a_slip(
    first: FirstBuild, cache: Path, tmp_path: Path, slip: Mutation, verb: str
) -> None:
    try_verbs(copy(first, tmp_path / "project"), cache, slip, 1, [verb])


@pytest.mark.long
@pytest.mark.parametrize("slip", KINDS)
def test_all_verbs_agree_on_what_slips_into_a_project(
    first: FirstBuild, cache: Path, tmp_path: Path, slip: Mutation
) -> None:
    for _ in range(ROUNDS):
        project = copy(first, tmp_path / "project")
        try_verbs(project, cache, slip, SystemRandom().randrange(10**9), list(VERBS))
        shutil.rmtree(project)
