"""The workflows can be read by GitHub and GitLab, are safe, and name every action by its full commit."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tooling.environment import requirements_for

PROJECT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
GITLAB = PROJECT / ".gitlab-ci.yml"
PINNED = re.compile(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


VERB = re.compile(r"python3 tasks\.py (\w+)")


def read(path: Path) -> dict[str, Any]:
    """Return a workflow as its host reads it."""
    values: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return values


def jobs(*names: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return each job of the GitHub workflows that are named, or of all, as `publish.server`."""
    for path in WORKFLOWS:
        if not names or path.stem in names:
            for name, job in read(path)["jobs"].items():
                yield f"{path.stem}.{name}", job


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of a value with its place in it, such as `steps.3.env.SSH_KEY`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{place}.{number}")
    else:
        yield place, str(value)


def holds_a_key(step: dict[str, Any]) -> bool:
    """Return whether a secret or the token of the run is in the environment of a step."""
    return any("secrets." in text or "github.token" in text for text in step.get("env", {}).values())


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment in the project."""
    path = Path(sys.executable).with_name(command[0])
    return subprocess.run([str(path), *command[1:]], cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "files", "options"),
    [
        ("vendor.github-workflows", [str(path) for path in WORKFLOWS], []),
        ("vendor.dependabot", [".github/dependabot.yml"], []),
        ("vendor.gitlab-ci", [".gitlab-ci.yml"], ["--data-transform", "gitlab-ci"]),
    ],
)
def test_workflows_follow_their_schema(schema: str, files: list[str], options: list[str]) -> None:
    result = run("check-jsonschema", "--builtin-schema", schema, *options, *files)
    assert result.returncode == 0, result.stdout + result.stderr


def test_zizmor_finds_nothing_unsafe() -> None:
    result = run("zizmor", "--offline", "--pedantic", "--no-progress", ".github")
    assert result.returncode == 0, result.stdout + result.stderr


def test_there_is_a_workflow_for_each_occasion() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "publish", "weekly"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    uses = [line.strip().removeprefix("- ") for line in path.read_text().splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.search(line)] == []


def test_workflows_start_where_their_head_says_and_nowhere_else() -> None:
    assert {path.stem: list(read(path)["on"]) for path in WORKFLOWS} == {
        "check": ["pull_request"],
        "publish": ["push", "schedule", "workflow_dispatch"],
        "weekly": ["schedule", "workflow_dispatch"],
    }
    assert read(PROJECT / ".github/workflows/publish.yml")["on"]["push"] == {"branches": ["main"]}


def test_each_job_has_these_rights_and_no_other() -> None:
    for path in WORKFLOWS:
        assert read(path)["permissions"] == {}, path.name
    read_only = {"contents": "read"}
    assert {name: job["permissions"] for name, job in jobs()} == {
        "check.scope": read_only,
        "check.gate": read_only,
        "check.pages": read_only,
        "check.code": read_only,
        "check.hosts": read_only,
        "check.done": {},
        "check.tree": {},
        "publish.choose": {**read_only, "actions": "read", "pull-requests": "read"},
        "publish.test": read_only,
        "publish.code": read_only,
        "publish.hosts": read_only,
        "publish.tree": {},
        "publish.release": read_only,
        "publish.compare": {},
        "publish.server": read_only,
        "publish.storage": {**read_only, "id-token": "write"},
        "publish.pages": {"pages": "write", "id-token": "write"},
        "publish.look": read_only,
        "weekly.look": read_only,
        "weekly.long": read_only,
        "weekly.systems": read_only,
        "weekly.tell": {"issues": "write"},
    }


@pytest.mark.parametrize("name", ["publish.pages", "weekly.tell"])
def test_job_that_may_write_on_github_runs_nobodys_code(name: str) -> None:
    job = dict(jobs())[name]
    assert not [step for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
    assert not [step for step in job["steps"] if re.search(r"python|pip|npm|apt", step.get("run", ""))]


def test_no_value_of_github_is_pasted_into_shell_text() -> None:
    runs = [(name, step["run"]) for name, job in jobs() for step in job["steps"] if "run" in step]
    assert len(runs) > 20
    assert [(name, text) for name, text in runs if "${{" in text] == []


def test_keys_are_in_the_environment_of_single_steps_alone() -> None:
    found = {}
    for path in WORKFLOWS:
        for place, text in texts(read(path)):
            if "secrets" in text or "github.token" in text:
                found[f"{path.stem}.{place}"] = text
    assert {re.sub(r"steps\.\d+", "steps", place) for place in found} == {
        "publish.jobs.choose.steps.env.GH_TOKEN",  # it may read
        "publish.jobs.server.steps.env.SSH_KEY",
        "publish.jobs.storage.steps.env.AWS_ACCESS_KEY_ID",
        "publish.jobs.storage.steps.env.AWS_SECRET_ACCESS_KEY",
        "weekly.jobs.tell.steps.env.GH_TOKEN",
    }


def test_secrets_are_those_of_the_protected_environment() -> None:
    with_keys = {name for name, job in jobs("publish") if any(map(holds_a_key, job["steps"]))}
    assert with_keys == {"publish.choose", "publish.server", "publish.storage"}
    with_keys.remove("publish.choose")  # the token of the run, which may read there and nothing else
    assert {dict(jobs())[name]["environment"] for name in with_keys} == {"production"}


def test_packages_are_installed_before_a_key_is_there() -> None:
    for name, job in jobs("publish"):
        if name == "publish.choose":  # it installs nothing
            assert VERB.findall("".join(step.get("run", "") for step in job["steps"])) == []
            continue
        installed: set[str] = set()
        for step in job["steps"]:
            needed = {requirements_for(verb) for verb in VERB.findall(step.get("run", ""))}
            if holds_a_key(step):
                assert needed, name
                assert needed <= installed, name
                assert not re.search(r"\bpip\b|apt-get|npm|uses", step["run"]), name
            elif step.get("env", {}).get("PIP_ONLY_BINARY") == ":all:":
                installed |= needed


def test_every_checkout_forgets_its_credentials() -> None:
    for name, job in jobs():
        for step in job["steps"]:
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, name


def test_only_what_pip_has_downloaded_is_kept_in_a_cache_and_only_where_nothing_is_published() -> None:
    for name, job in jobs():
        cached = {"cache": "pip", "cache-dependency-path": "requirements*.txt"} if name.startswith("check.") else {}
        for step in job["steps"]:
            assert "cache" not in step.get("uses", ""), name
            if "actions/setup-python@" in step.get("uses", ""):
                assert step["with"] == {"python-version": "3.11", **cached}, name
    assert [place for place, _ in texts(read(GITLAB)) if "cache" in place] == []


def test_artifacts_are_those_of_the_same_run() -> None:
    for name, job in jobs():
        for step in job["steps"]:
            if "actions/download-artifact@" in step.get("uses", ""):
                assert step["with"].keys() <= {"name", "path"}, name


def test_only_a_commit_of_main_is_taken_to_be_published() -> None:
    workflow = dict(jobs("publish"))
    choose = workflow["publish.choose"]
    assert choose["if"] == "github.ref == 'refs/heads/main' && vars.DEPLOY_TARGET != ''"
    assert choose["steps"][0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert choose["steps"][1]["env"] == {"REF": "${{ inputs.ref }}"}
    assert "python3 -m tooling.published_commit refs/remotes/origin/main" in choose["steps"][1]["run"]
    refs = {
        name: step["with"].get("ref")
        for name, job in workflow.items()
        for step in job["steps"]
        if "actions/checkout@" in step.get("uses", "")
    }
    chosen = "${{ needs.choose.outputs.commit }}"
    assert refs == {
        "publish.choose": None,
        "publish.test": chosen,
        "publish.code": chosen,
        "publish.hosts": chosen,
        "publish.release": chosen,
        "publish.server": None,
        "publish.storage": None,
        "publish.look": None,
    }


def test_release_is_made_with_the_packages_of_the_site_alone() -> None:
    on_github, on_gitlab = dict(jobs())["publish.release"], read(GITLAB)["release"]
    for job in (on_github, on_gitlab):
        said = "\n".join(text for _, text in texts(job))
        assert {requirements_for(verb) for verb in VERB.findall(said)} == {"requirements.txt"}
        assert not re.search(r"pip install|requirements|apt-get", said)
    assert on_github["needs"] == "choose"
    assert on_gitlab["dependencies"] == []


def test_nothing_goes_live_that_was_not_compared() -> None:
    workflow = dict(jobs("publish"))
    compare = workflow["publish.compare"]
    assert compare["needs"] == ["choose", "test", "code", "hosts", "release"]
    assert compare["if"] == "${{ !cancelled() && needs.choose.result == 'success' }}"
    targets = {"server": "own-server", "storage": "storage", "pages": "github-pages"}
    for name, target in targets.items():
        job = workflow[f"publish.{name}"]
        assert job["needs"] == ["release", "compare"]
        wanted = f"needs.compare.result == 'success' && vars.DEPLOY_TARGET == '{target}'"
        assert job["if"] == f"${{{{ !cancelled() && {wanted} }}}}"
    assert workflow["publish.look"]["if"] == "${{ !cancelled() && needs.pages.result == 'success' }}"
    for name in ("server", "storage", "pages", "look"):
        steps = workflow[f"publish.{name}"]["steps"]
        unpacking = [step for step in steps if "tar -xf" in step.get("run", "")]
        assert [step["env"] for step in unpacking] == [{"DIGEST": "${{ needs.release.outputs.digest }}"}]


def test_jobs_are_left_out_only_where_their_checks_are_known() -> None:
    found = {name: job["if"] for name, job in jobs("check", "publish") if name.split(".")[1] in ("code", "hosts")}
    assert found == {
        "check.code": "needs.scope.outputs.code == 'true'",
        "check.hosts": "needs.scope.outputs.code == 'true'",
        "publish.code": "needs.choose.outputs.code != 'true'",
        "publish.hosts": "needs.choose.outputs.code != 'true'",
    }
    left_out = [step for step in dict(jobs())["publish.test"]["steps"] if "if" in step]
    assert [(step["if"], step["run"]) for step in left_out] == [
        ("needs.choose.outputs.pages != 'true'", "python3 tasks.py test --pages")
    ]


def test_every_part_of_the_tests_runs_in_a_job_of_both_workflows() -> None:
    for workflow, parts in {"check": ("pages", "code", "hosts"), "publish": ("test", "code", "hosts")}.items():
        flags = ("--pages", "--quick", "--hosts")
        for part, flag in zip(parts, flags, strict=True):
            said = [step.get("run") for step in dict(jobs())[f"{workflow}.{part}"]["steps"]]
            assert f"python3 tasks.py test {flag}" in said


def test_systems_of_editors_build_and_preview_every_week_and_are_told_of() -> None:
    weekly = dict(jobs("weekly"))
    systems = weekly["weekly.systems"]
    assert systems["strategy"] == {"fail-fast": False, "matrix": {"system": ["windows-2025", "macos-15"]}}
    assert systems["runs-on"] == "${{ matrix.system }}"
    assert [step["run"].splitlines() for step in systems["steps"] if "run" in step] == [
        ["python tasks.py build", "python tasks.py build --fresh"],  # Windows has no python3
        ["python tasks.py check"],
        ["python -m tooling.preview_once"],
        ["python -m tooling.preview_once --launcher"],
    ]
    assert weekly["weekly.tell"]["needs"] == ["look", "long", "systems"]
    elsewhere = {name: job["runs-on"] for name, job in jobs() if name != "weekly.systems"}
    assert set(elsewhere.values()) == {"ubuntu-24.04"}


def test_name_of_the_tree_that_was_checked_comes_from_jobs_that_run_git_alone() -> None:
    check, publish = dict(jobs("check")), dict(jobs("publish"))
    assert check["check.tree"]["name"] == (
        "Tree ${{ needs.scope.outputs.tree }}${{ needs.scope.outputs.code == 'true' && ', whole' || '' }}"
    )
    assert publish["publish.tree"]["name"] == "Tree ${{ needs.choose.outputs.tree }}, whole"
    assert check["check.tree"]["if"] == "${{ !cancelled() && needs.done.result == 'success' }}"
    assert publish["publish.tree"]["if"] == (
        "needs.code.result == 'success' && needs.hosts.result == 'success' && needs.compare.result == 'success'"
    )
    scope = [step["run"] for step in check["check.scope"]["steps"] if "run" in step]
    assert not re.search(r"python|tasks|\./|pip", "".join(scope))
    for job in (check["check.done"], check["check.tree"], publish["publish.tree"]):
        assert not any("uses" in step for step in job["steps"])


def test_the_check_that_protects_main_waits_for_all_jobs() -> None:
    done = dict(jobs("check"))["check.done"]
    assert (done["name"], done["if"]) == ("Build and test", "always()")
    assert sorted(done["needs"]) == sorted(
        read(PROJECT / ".github/workflows/check.yml")["jobs"].keys() - {"done", "tree"}
    )


def test_gitlab_gives_its_keys_to_a_job_that_installs_nothing() -> None:
    gitlab = read(GITLAB)
    assert [name for name, job in gitlab.items() if isinstance(job, dict) and "environment" in job] == ["deploy"]
    assert gitlab["deploy"]["dependencies"] == ["release", "tools"]
    assert "PIP_NO_INDEX=1 python3 tasks.py deploy" in gitlab["deploy"]["script"]
    assert gitlab["tools"]["script"][0] == "python3 tasks.py deploy --help"
    for name in ("release", "tools"):
        assert gitlab[name]["variables"]["PIP_ONLY_BINARY"] == ":all:"
    assert gitlab["stages"].index("compare") < gitlab["stages"].index("deploy")
    # Variables that a job hands on this way would be in the environment of `deploy` too
    assert [place for place, _ in texts(gitlab) if "dotenv" in place] == []


def test_gitlab_leaves_out_what_changes_content_alone_and_nothing_else() -> None:
    gitlab = read(GITLAB)
    in_requests, changes = gitlab["code"]["rules"]
    assert gitlab["hosts"]["rules"] == gitlab["code"]["rules"]
    assert in_requests == {"if": '$CI_PIPELINE_SOURCE != "merge_request_event"'}
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False).stdout
    folders = {name.split("/")[0] for name in tracked.splitlines() if "/" in name}
    assert "content" in folders
    assert {f"{folder}/**/*" for folder in folders - {"content"}} <= set(changes["changes"])
    assert "*" in changes["changes"]
    assert not [pattern for pattern in changes["changes"] if pattern.startswith(("content", "**"))]


def test_gitlab_shows_every_report_on_the_merge_request() -> None:
    gitlab = read(GITLAB)
    for name, report in {"gate": "gate", "check": "pages", "code": "code", "hosts": "hosts"}.items():
        assert gitlab[name]["artifacts"]["when"] == "always"
        assert gitlab[name]["artifacts"]["reports"] == {"junit": f"{report}.xml"}
        assert f"{report}.xml" in "".join(gitlab[name]["script"])
        assert gitlab[name]["stage"] == "check"


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("/content/uses/migraine.md", ["clinicians"]),
        ("/content/data/practice.toml", ["clinicians", "developers"]),
        ("/content/extra/a.txt", ["developers"]),
        ("/docs/editorial.md", ["clinicians"]),
        ("/deploy/target.toml", ["developers"]),
        ("/.github/CODEOWNERS", ["developers"]),
        ("/.github/workflows/publish.yml", ["developers"]),
        ("/.gitlab-ci.yml", ["developers"]),
        ("/tooling/deploy/own_server.py", ["developers"]),
        ("/theme/templates/base.html", ["developers"]),
    ],
)
def test_who_owns_the_text_does_not_own_where_it_goes(path: str, owners: list[str]) -> None:
    lines = (PROJECT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.lstrip("# ").split() for line in lines if "@" in line]
    fitting = [teams for pattern, *teams in rules if pattern == "*" or path.startswith(pattern)]
    assert [team.removeprefix("@ORGANISATION/") for team in fitting[-1]] == owners
