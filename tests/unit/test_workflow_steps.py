"""What the workflows say in shell is run here as GitHub runs it, with small programs in place of the real ones."""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tooling import environment

PROJECT = Path(__file__).resolve().parent.parent.parent


def step(workflow: str, job: str, name: str) -> str:
    """Return the shell text of a step."""
    values: dict[str, Any] = YAML(typ="safe").load(PROJECT / f".github/workflows/{workflow}.yml")
    assert values["defaults"]["run"]["shell"] == "bash"
    (text,) = [step["run"] for step in values["jobs"][job]["steps"] if step["name"] == name]
    return str(text)


class Machine:
    """A folder with the programs that a step starts, each of which tells what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / "work"
        for name in ("bin", "work", "temp"):
            (folder / name).mkdir()

    def program(self, name: str, text: str) -> None:
        """Put a program in front of the real one; $SAID is the file that it writes to."""
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)

    def run(self, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does with `shell: bash`."""
        values = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "SAID": str(self.folder / "said"),
            **environment,
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text]
        return subprocess.run(command, cwd=self.work, env=values, capture_output=True, text=True, check=False)

    @property
    def said(self) -> list[str]:
        """What the programs told, line by line."""
        path = self.folder / "said"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def left(self) -> list[str]:
        """What is left of keys."""
        return sorted(path.name for path in (self.folder / "temp").rglob("*"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which nothing has run."""
    return Machine(tmp_path)


LOOK_FOR_KEYS = """
echo "$* ${SSH_KEY-none}" >> "$SAID"
cat "$DEPLOY_SSH_CONFIG" >> "$SAID"
folder=$(dirname "$DEPLOY_SSH_CONFIG")
cat "$folder/key" "$folder/known_hosts" >> "$SAID"
stat -c '%a %n' "$folder" "$folder"/* >> "$SAID"
exit "$STATUS"
"""


@pytest.mark.parametrize("status", ["0", "1"])
def test_key_of_the_server_is_a_file_for_the_deploy_and_gone_after_it(machine: Machine, status: str) -> None:
    machine.program("python3", LOOK_FOR_KEYS)
    result = machine.run(
        step("publish", "server", "Deploy"),
        SSH_KEY="BEGIN\n$(id)\nEND",
        KNOWN_HOSTS="host ssh-ed25519 A",
        STATUS=status,
    )
    assert (result.returncode, result.stderr) == (int(status), "")
    folder = machine.said[1].removeprefix("IdentityFile ").removesuffix("/key")
    assert machine.said == [
        "tasks.py deploy none",
        f"IdentityFile {folder}/key",
        "IdentitiesOnly yes",
        f"UserKnownHostsFile {folder}/known_hosts",
        "StrictHostKeyChecking yes",
        "BEGIN",
        "$(id)",
        "END",
        "host ssh-ed25519 A",
        f"700 {folder}",
        f"600 {folder}/key",
        f"600 {folder}/known_hosts",
        f"600 {folder}/ssh_config",
    ]
    assert machine.left == []


LOOK_FOR_TOKENS = """
for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL; do
  echo "$name ${!name-none}" >> "$SAID"
done
[ -z "$AWS_WEB_IDENTITY_TOKEN_FILE" ] || echo "token $(cat "$AWS_WEB_IDENTITY_TOKEN_FILE")" >> "$SAID"
"""
STORAGE = {
    "AWS_ACCESS_KEY_ID": "id",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "request",
    "ACTIONS_ID_TOKEN_REQUEST_URL": "https://token.test/?a=1",
}


def test_storage_with_a_role_gets_a_key_for_an_hour_and_no_other(machine: Machine) -> None:
    machine.program("curl", """echo "curl $*" >> "$SAID"; cat "$3" >> "$SAID"; echo '{"value": "hour"}'""")
    machine.program("jq", """[ "$*" = "-er .value" ] && sed 's/.*: "//; s/".*//'""")
    machine.program("python3", LOOK_FOR_TOKENS)
    result = machine.run(step("publish", "storage", "Deploy"), **STORAGE, AWS_ROLE_ARN="arn:role")
    assert (result.returncode, result.stderr) == (0, "")
    config = machine.said[0].split()[3]
    assert machine.said == [
        f"curl -sSf --config {config} https://token.test/?a=1&audience=sts.amazonaws.com",
        'header = "Authorization: bearer request"',
        "AWS_ACCESS_KEY_ID none",
        "AWS_SECRET_ACCESS_KEY none",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN none",
        "ACTIONS_ID_TOKEN_REQUEST_URL none",
        "token hour",
    ]
    assert machine.left == []


def test_storage_without_roles_gets_its_keys_alone(machine: Machine) -> None:
    machine.program("python3", LOOK_FOR_TOKENS)
    result = machine.run(step("publish", "storage", "Deploy"), **STORAGE, AWS_ROLE_ARN="")
    assert (result.returncode, result.stderr) == (0, "")
    assert machine.said[:3] == [
        "AWS_ACCESS_KEY_ID id",
        "AWS_SECRET_ACCESS_KEY secret",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN none",
    ]


def test_role_that_gives_no_key_stops_the_deploy(machine: Machine) -> None:
    machine.program("curl", "exit 22")
    machine.program("jq", "cat")
    machine.program("python3", LOOK_FOR_TOKENS)
    assert machine.run(step("publish", "storage", "Deploy"), **STORAGE, AWS_ROLE_ARN="arn:role").returncode == 22
    assert machine.said == []
    assert machine.left == []


@pytest.mark.parametrize(("tested", "released", "status"), [("a", "a", 0), ("a", "b", 1), ("", "", 1), ("a", "", 1)])
def test_only_equal_releases_are_published(machine: Machine, tested: str, released: str, status: int) -> None:
    text = step("publish", "compare", "Compare the two releases, byte for byte")
    result = machine.run(text, TESTED=tested, RELEASED=released)
    assert result.returncode == status
    said = f"::error::The release differs from the one that was tested ({released}, {tested}). Nothing is published.\n"
    assert result.stdout == (said if status else "")


@pytest.mark.parametrize(
    ("workflow", "job", "env"), [("check", "done", "CHANGES_CODE"), ("publish", "compare", "CODE_IS_CHECKED")]
)
@pytest.mark.parametrize(
    ("needs_code", "always", "for_code", "status"),
    [
        (True, "success success success", "success success", 0),
        (True, "success success success", "skipped skipped", 1),
        (True, "success success success", "success failure", 1),
        (True, "success success success", "cancelled success", 1),
        (True, "success failure success", "success success", 1),
        (False, "success success success", "skipped skipped", 0),
        (False, "success success success", "success success", 1),
        (False, "success skipped success", "skipped skipped", 1),
        (None, "failure success success", "skipped skipped", 1),
        (None, "success success success", "skipped skipped", 1),
    ],
)
def test_last_job_is_green_only_if_all_that_had_to_run_has_passed(
    machine: Machine,
    workflow: str,
    job: str,
    env: str,
    needs_code: bool | None,
    always: str,
    for_code: str,
    status: int,
) -> None:
    says_code = env == "CHANGES_CODE"
    value = "" if needs_code is None else str(needs_code is says_code).lower()
    text = step(workflow, job, "All that had to run has passed")
    result = machine.run(text, ALWAYS=always, FOR_CODE=for_code, **{env: value})
    assert (result.returncode, result.stderr) == (status, "")
    assert result.stdout.startswith("::error::Not everything has passed: ") is bool(status)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (["content/a.md"], "false"),
        (["content/a.md", "content/data/b.toml"], "false"),
        (["content/a.md", "theme/c.css"], "true"),
        (["contents/a.md"], "true"),
        (["theme/content/a.md"], "true"),
        ([".github/workflows/check.yml"], "true"),
    ],
)
def test_change_of_content_alone_is_told_from_any_other(machine: Machine, changed: list[str], code: str) -> None:
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=Test", "-c", "user.email=test@guide.test"]
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=machine.work, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    git("init", "-q", "-b", "main")
    git("commit", "-q", "--allow-empty", "-m", "main")
    git("switch", "-q", "-c", "proposed")
    for name in changed:
        path = machine.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("new", encoding="utf-8")
    git("add", "-A", "-f")
    git("commit", "-q", "-m", "proposed")
    git("switch", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "merge", "proposed")
    assert machine.run(step("check", "scope", "See whether anything outside content/ changes")).returncode == 0
    tree = git("rev-parse", "HEAD^{tree}")
    assert (machine.folder / "output").read_text() == f"tree={tree}\ncode={code}\n"


def test_two_releases_with_the_same_files_are_packed_into_the_same_bytes(machine: Machine, tmp_path: Path) -> None:
    names = [f"{folder}/{word}" for folder in ("noindex", "site") for word in "qwertyuiopasdfghjkl"]
    packs = {
        "test": "Pack it as the job `release` does",
        "release": "Pack it, the same each time; a zip would lose its modes and times",
    }
    for job, name in packs.items():
        for file in names if job == "test" else reversed(names):
            path = machine.work / "release" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file)
        for path in sorted((machine.work / "release").rglob("*"), reverse=True):
            os.utime(path, (5, 5))
        assert machine.run(step("publish", job, name)).returncode == 0
        listed = subprocess.run(["tar", "-tf", "release.tar"], cwd=machine.work, capture_output=True, text=True)
        packed = listed.stdout.split()
        assert packed == sorted(packed)  # whatever the order in which the disk has them
        assert len(packed) == len(names) + 2
        (machine.work / "release").rename(tmp_path / job)
    first, second = (machine.folder / "output").read_text().splitlines()
    assert first == second
    assert first == f"digest={hashlib.sha256((machine.work / 'release.tar').read_bytes()).hexdigest()}"


@pytest.mark.parametrize("job", ["server", "storage", "pages", "look"])
def test_release_that_another_job_put_in_its_place_is_not_unpacked(machine: Machine, job: str) -> None:
    text = step("publish", job, "Unpack it, if it is the one that was made")
    (machine.work / "page").write_text("page")
    subprocess.run(["tar", "-cf", "release.tar", "page"], cwd=machine.work, check=True)
    (machine.work / "page").unlink()
    for digest in ("0" * 64, ""):
        assert machine.run(text, DIGEST=digest).returncode == 1
        assert not (machine.work / "page").exists()
    right = hashlib.sha256((machine.work / "release.tar").read_bytes()).hexdigest()
    assert machine.run(text, DIGEST=right).returncode == 0
    assert (machine.work / "page").exists()


def test_release_by_hand_passes_one_flag_or_none(machine: Machine) -> None:
    machine.program("python3", """echo "$# $* ${SOURCE_DATE_EPOCH-none}" >> "$SAID" """)
    for flag, time in (("--first", ""), ("", "1795000000")):
        for job, name in (("test", "Make the release, only to compare it"), ("release", "Make the release")):
            assert machine.run(step("publish", job, name), FIRST=flag, SOURCE_DATE_EPOCH=time).returncode == 0
    assert machine.said == ["3 tasks.py release --first none"] * 2 + ["2 tasks.py release 1795000000"] * 2


@pytest.mark.parametrize(("job", "verb"), [("release", "release"), ("server", "deploy"), ("storage", "deploy")])
def test_asking_for_the_help_of_a_verb_makes_its_environment(
    monkeypatch: pytest.MonkeyPatch, job: str, verb: str
) -> None:
    values = YAML(typ="safe").load(PROJECT / ".github/workflows/publish.yml")
    (text,) = [step["run"] for step in values["jobs"][job]["steps"] if "--help" in step.get("run", "")]
    assert text.strip().splitlines()[-1] == f"python3 tasks.py {verb} --help"
    prepared: list[str] = []
    monkeypatch.setattr(environment, "prepare", prepared.append)
    monkeypatch.setattr(os, "execv", lambda *_: None)
    environment.hand_over([verb, "--help"])
    assert prepared == [verb]


GH = """
echo "gh $1 $2 $3" >> "$SAID"
[ "$2" != list ] || printf '%s' "$NUMBER"
for file; do :; done
[ ! -f "$file" ] || cat "$file" >> "$SAID"
"""


@pytest.mark.parametrize(
    ("words", "complete", "long", "number", "said"),
    [
        ("", "true", "success", "", []),
        ("", "true", "success", "7", ["gh issue close 7"]),
        ("- a link", "true", "success", "", ["gh issue create --title", "- a link"]),
        ("- a link", "true", "success", "7", ["gh issue edit 7", "- a link"]),
        (
            "",
            "false",
            "success",
            "7",
            ["gh issue edit 7", "", "", "This list is not complete: the look itself failed, see RUN"],
        ),
        (
            "",
            "true",
            "failure",
            "7",
            ["gh issue edit 7", "", "", "The long runs of the tests have not passed: failure, see RUN"],
        ),
    ],
)
@pytest.mark.parametrize("systems", ["success", "failure"])
def test_issue_follows_the_list_and_a_look_that_failed_closes_nothing(
    machine: Machine, words: str, complete: str, long: str, systems: str, number: str, said: list[str]
) -> None:
    if systems != "success":
        told = ["", "", f"Build and preview on Windows and macOS have not passed: {systems}, see RUN"]
        said = [said[0] if len(said) > 1 else f"gh issue {'edit 7' if number else 'create --title'}", *said[1:], *told]
    machine.program("gh", GH)
    (machine.work / "list").mkdir()
    (machine.work / "list/weekly.md").write_text(words and f"{words}\n")
    result = machine.run(
        step("weekly", "tell", "Tell"), COMPLETE=complete, LONG=long, SYSTEMS=systems, NUMBER=number, RUN="RUN"
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert machine.said == ["gh issue list --state", *said]
