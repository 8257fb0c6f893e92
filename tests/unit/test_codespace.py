"""What opens in a Codespace or another container: the file for it says what the preview expects."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tooling.preview.codespace import PORT, codespace_names

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def container() -> dict[str, Any]:
    """What .devcontainer/devcontainer.json says."""
    values: dict[str, Any] = json.loads((PROJECT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    return values


def test_codespace_is_known_by_its_name_and_a_container_elsewhere_by_none() -> None:
    codespace = {"CODESPACE_NAME": "fluffy-train", "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN": "app.github.dev"}
    assert codespace_names(codespace) == ["fluffy-train-8000.app.github.dev"]
    assert codespace_names(codespace, 8123) == ["fluffy-train-8123.app.github.dev"]
    for name in codespace:
        assert codespace_names({**codespace, name: ""}) == []
    assert codespace_names({}) == []


def test_container_says_nothing_that_is_not_in_its_specification(container: dict[str, Any]) -> None:
    """The names are those of containers.dev, of the parts that are used here."""
    assert container.keys() == {
        "name", "image", "forwardPorts", "portsAttributes", "otherPortsAttributes", "postCreateCommand",
        "postAttachCommand", "customizations",
    }  # fmt: skip
    assert container["customizations"].keys() == {"codespaces"}


def test_container_forwards_the_port_of_the_preview_and_opens_it_in_a_tab_of_its_own(container: dict[str, Any]) -> None:
    assert container["forwardPorts"] == [PORT]
    # Not "openPreview": no page of the preview can be framed
    assert container["portsAttributes"] == {str(PORT): {"label": "The guide", "onAutoForward": "openBrowser"}}
    assert container["otherPortsAttributes"] == {"onAutoForward": "silent"}
    assert "visibility" not in json.dumps(container)  # private, which is what a port is unless somebody says more


def test_container_has_the_python_that_the_checks_have(container: dict[str, Any]) -> None:
    gitlab = (PROJECT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    version = re.search(r"image: python:([\d.]+-\w+)", gitlab)
    assert version is not None
    assert container["image"].endswith(f"/devcontainers/python:1-{version[1]}")


def test_container_starts_with_the_verbs_of_this_project(container: dict[str, Any]) -> None:
    # Asking for help makes the environment, and cannot fail because of what stands in content/
    assert container["postCreateCommand"] == "python3 tasks.py preview --help"
    assert container["postAttachCommand"] == {"guide": "python3 tasks.py preview --codespace --no-open"}
    said = subprocess.run(
        [sys.executable, "-m", "invoke", "preview", "--help"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "--codespace" in said
    assert "--no-open" in said
