"""Where the site goes: deploy/target.toml, and the environment over it."""

from pathlib import Path

import pytest

from plugins.reading.environment import read_environment
from plugins.reading.target import TARGET, Deploy
from tooling.deploy.settings import DeployFailed, read_settings, require


def project(folder: Path, target: str = 'site_url = "https://guide.test"\n') -> Path:
    """Make a project that says where it goes."""
    (folder / "deploy").mkdir()
    (folder / TARGET).write_text(target, encoding="utf-8")
    return folder


def test_nothing_is_deployed_until_somebody_says_where(tmp_path: Path) -> None:
    assert read_settings(read_environment({}), project(tmp_path)).target == ""


def test_environment_goes_before_the_file(tmp_path: Path) -> None:
    folder = project(tmp_path, 'target = "storage"\nbucket = "one"\n')
    settings = read_settings(
        read_environment({"DEPLOY_BUCKET": "two-three", "DEPLOY_PORT": "2222", "DEPLOY_TARGET": ""}), folder
    )
    assert (settings.target, settings.bucket, settings.port) == ("storage", "two-three", 2222)


def test_every_file_line_and_variable_that_is_not_right_is_named_at_once(tmp_path: Path) -> None:
    folder = project(tmp_path, 'target = "ftp"\nport = 70000\n\n[deploy]\nhost = "a"\n')
    with pytest.raises(DeployFailed) as caught:
        read_settings(read_environment({"DEPLOY_HOST": "host;reboot", "SOURCE_DATE_EPOCH": "abc"}), folder)
    assert str(caught.value) == (
        'DEPLOY_HOST: "host;reboot" is not the name of a host. Write it as "www.example.com". '
        "A user stands in front: deploy@www.example.com.\n"
        'SOURCE_DATE_EPOCH: "abc" is not a time. Write the seconds since 1970, such as "1795000000".\n'
        'deploy/target.toml:1:1: "ftp" is not a place where this site can go. '
        "Write one of: own-server, github-pages, storage.\n"
        "deploy/target.toml:2:1: 70000 is not a port. Write a number from 1 to 65535, or 0 for the usual one.\n"
        'deploy/target.toml:4:1: The line "[deploy]" is not needed here. Take it out.\n'
        "5 problems in 1 file."
    )


def test_a_target_file_that_is_missing_or_a_link_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / TARGET).unlink()
    with pytest.raises(DeployFailed, match=r"deploy/target.toml:1:1: The file is missing. Take it back from git."):
        read_settings(read_environment({}), folder)
    (folder / TARGET).symlink_to("/dev/zero")
    with pytest.raises(DeployFailed, match=r"deploy/target.toml:1:1: A symbolic link. Put the file itself here."):
        read_settings(read_environment({}), folder)


def test_setting_that_the_target_needs_is_asked_for() -> None:
    with pytest.raises(DeployFailed) as caught:
        require(Deploy(target="own-server"), "host", "path")
    assert str(caught.value) == (
        'The target "own-server" needs host and path. Fill in deploy/target.toml, or set DEPLOY_HOST and DEPLOY_PATH.'
    )


def test_reserved_address_counts_as_none(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert read_settings(read_environment({"SITEURL": "https://botox-guide.example"}), folder).address == ""
    assert read_settings(read_environment({"SITEURL": "https://botox-guide.example:8443"}), folder).address == ""
    assert read_settings(read_environment({}), folder).address == "https://guide.test"
    assert read_settings(read_environment({"SITEURL": " https://other.test/ "}), folder).address == "https://other.test"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_settings(
        read_environment({}), project(tmp_path, '\ufeffsite_url = " https://guide.test/ "\r\n')
    ).address == ("https://guide.test")
