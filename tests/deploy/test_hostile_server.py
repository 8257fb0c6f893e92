"""Names that would be commands, options or other folders: refused before anything is sent, or left alone."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.reading.library import Library
from plugins.reading.redirects import Redirect
from plugins.reading.target import Deploy
from tests.support.releases import ADDRESS
from tests.support.services import Server
from tooling.deploy.own_server import OwnServer
from tooling.deploy.settings import DeployFailed
from tooling.deploy.smoke import look_at
from tooling.deploy.target import Release, read_release
from tooling.manifest import NAME
from tooling.quoting import CannotQuote
from tooling.release import Origin, compose

Variants = dict[str, Release]
CANARY = "canary"
# File names and addresses that were commands when they were pasted into the text of a shell
COMMANDS = (
    f"x\nEND\ntouch {CANARY}\n: <<'END'\n",
    f"$(touch {CANARY})",
    f"`touch {CANARY}`",
    f"x; touch {CANARY};",
    f"x' ; touch {CANARY} ; '",
    f"../../{CANARY}",
    "-rf",
)


def canaries(server: Server) -> list[Path]:
    """Return every file on the server and in the folder of the tests that a command would have made."""
    return [*server.path.parent.parent.rglob(CANARY), *Path.cwd().glob(CANARY), *Path.home().glob(CANARY)]


def test_host_or_folder_that_is_a_command_is_refused_before_anything_is_sent(server: Server) -> None:
    before = server.ssh.connections()
    for name, value in [
        ("host", f"-oProxyCommand=touch {CANARY}"),
        ("host", f"a@-oProxyCommand=touch {CANARY}"),
        ("host", f"guide touch {CANARY}"),
        ("host", "guide\n"),
        ("path", f"/srv/guide; touch {CANARY}"),
        ("path", f"/srv/$(touch {CANARY})"),
        ("path", "/srv/guide'"),
        ("path", "/srv/../../etc"),
        ("path", "-rf /srv/guide"),
    ]:
        settings = server.target().settings.model_copy(update={name: value})
        with pytest.raises(DeployFailed, match=r"Write it as .* Nothing was sent\."):
            OwnServer(settings, server.nginx.address)
    assert server.ssh.connections() == before
    assert canaries(server) == []


def test_file_whose_name_is_a_command_is_refused_before_anything_is_sent(server: Server, variants: Variants) -> None:
    before = server.ssh.connections()
    manifest = variants["ape"].manifest
    for name in COMMANDS:
        hostile = replace(manifest, files={**manifest.files, f"{name}/index.html": "0" * 64})
        with pytest.raises(DeployFailed, match=r"cannot be published under this name\. .* The site is as it was\."):
            server.target().deploy(Release(variants["ape"].folder, hostile))
    assert server.ssh.connections() == before
    assert canaries(server) == []
    assert not any(server.path.iterdir())


@pytest.mark.parametrize("name", COMMANDS)
def test_manifest_that_names_a_command_is_not_read(variants: Variants, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "release"
    (folder / "site").mkdir(parents=True)
    manifest = variants["ape"].manifest
    hostile = replace(manifest, files={**manifest.files, f"{name}/index.html": "0" * 64})
    (folder / "site" / NAME).write_text(hostile.text())
    with pytest.raises(
        DeployFailed, match=r"is damaged: it cannot be read \(['\"]files\..* Run `python3 tasks.py release` again"
    ):
        read_release(folder)


def test_folders_with_hostile_names_on_the_server_are_left_alone(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    names = [name.replace("/", "_") for name in COMMANDS]
    names += [f"000009-aaaaaaaa-0123456789ab--$(touch {CANARY})", "x\ncurrent releases\n", "* ?"]
    for name in names:
        (server.path / "releases" / name).mkdir()
        (server.path / "releases" / name / "good").touch()
    server.target().deploy(variants["bee"])
    server.target().rollback("")
    assert look_at(server.nginx.address, variants["ape"].manifest, with_headers=True) == []
    assert [line.split("  ")[1] for line in server.target().status().splitlines()[:-1]] == ["taken back", "live"]
    assert sorted(set(names) - {path.name for path in (server.path / "releases").iterdir()}) == []
    assert canaries(server) == []


@pytest.mark.parametrize("link", [f"releases/$(touch {CANARY})", "/etc", "releases/.."])
def test_link_that_leads_to_no_release_of_ours_stops_every_step(server: Server, variants: Variants, link: str) -> None:
    (server.path / "releases").mkdir()
    (server.path / "current").symlink_to(link)
    steps: dict[str, Callable[[], object]] = {
        "deploy": lambda: server.target().deploy(variants["ape"]),
        "rollback": lambda: server.target().rollback(""),
        "status": lambda: server.target().status(),
    }
    for step in steps.values():
        with pytest.raises(DeployFailed, match=r"is not the name of a release of ours\. Look at the server\."):
            step()
    assert (server.path / "current").readlink() == Path(link)
    assert canaries(server) == []


def test_manifest_on_the_server_is_believed_no_further_than_its_form(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    server.target().deploy(variants["bee"])
    path = server.path / "current/site" / NAME
    values = json.loads(path.read_text())
    values["files"][f"assets/$(touch {CANARY}).0123456789ab.svg"] = "0" * 64
    path.unlink()
    path.write_text(json.dumps(values))
    with pytest.raises(DeployFailed, match=r"The manifest of the live site on the server is damaged: .* rollback"):
        server.target().deploy(variants["cat"])
    server.target().rollback("")
    assert look_at(server.nginx.address, variants["ape"].manifest, with_headers=True) == []
    assert canaries(server) == []


def test_list_of_assets_on_the_server_is_believed_no_further_than_its_form(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    sums = server.path / "current/SHA256SUMS"
    digest = "0" * 64
    hostile = "".join(
        f"{digest}  site/assets/{name}\n" for name in (f"$(touch {CANARY})", "../../x", "-rf", ".", "a b")
    )
    sums.write_text(sums.read_text() + hostile)
    server.target().deploy(variants["bee"])
    assets = {path.name.split("-")[0] for path in (server.path / "current/site/assets").glob("*-mark.*")}
    assert assets == {"ape", "bee"}
    assert canaries(server) == []


def test_release_to_go_back_to_is_only_compared_with_names(server: Server, variants: Variants) -> None:
    server.target().deploy(variants["ape"])
    for to in (f"$(touch {CANARY})", "*", "../x", "-rf", "0\n"):
        with pytest.raises(DeployFailed, match="does not name one other release"):
            server.target().rollback(to)
    assert canaries(server) == []


def origin(address: str = ADDRESS) -> Origin:
    """What a release is made from, at an address."""
    return Origin(address, "a" * 40, 1795348800, Deploy(target="own-server"))


@pytest.mark.parametrize(
    "address",
    [
        "https://guide.test;",
        "https://guide.test\n",
        "https://guide.test{",
        "https://$host",
        "file:///etc",
        "https://a b",
    ],
)
def test_address_that_nginx_would_take_for_more_makes_no_release(
    project: Path, tmp_path: Path, library: Library, address: str
) -> None:
    with pytest.raises(CannotQuote, match=r'is none\. Write it as "https://www\.example\.com"\.'):
        compose(project / "output", tmp_path / "stage", origin(address), library)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (f"/old/\nEND\ntouch {CANARY}\n/", "/"),
        ("/*/", "/"),
        ("/:any/", "/"),
        ("/../../outside/", "/"),
        ("/old/", "//other.test/"),
        ("/old/", "/../x/"),
    ],
)
def test_redirect_that_is_more_than_an_address_makes_no_release(
    project: Path, tmp_path: Path, library: Library, source: str, target: str
) -> None:
    moved = replace(library.data, redirects=(Redirect(source, target, (1, 1), (1, 1)),))
    with pytest.raises(CannotQuote, match='Write it as "/uses/old/"'):
        compose(project / "output", tmp_path / "stage", origin(), replace(library, data=moved))
    assert list(tmp_path.iterdir()) == [tmp_path / "stage"]


def test_file_whose_name_is_a_command_makes_no_release(tmp_path: Path, library: Library) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "$(touch canary).txt").write_text("x")
    with pytest.raises(CannotQuote) as found:
        compose(output, tmp_path / "stage", origin(), library)
    assert str(found.value) == (
        "The file '$(touch canary).txt' cannot be published under this name. "
        "Rename it, with letters from a to z, digits, hyphens and dots alone."
    )
