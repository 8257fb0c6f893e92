"""Where the site goes: practice.toml, and the environment over it."""

import pytest

from plugins.site_data import Deploy, Practice
from tooling.deploy.settings import DeployFailed, read_settings, require, site_address

PRACTICE = Practice(name="Practice", byline="-", site_title="-", site_url="https://guide.test")


def test_nothing_is_deployed_until_somebody_says_where() -> None:
    assert read_settings(PRACTICE, {}).target == ""


def test_environment_goes_before_the_file() -> None:
    practice = PRACTICE.model_copy(update={"deploy": Deploy(target="storage", bucket="one")})
    settings = read_settings(practice, {"DEPLOY_BUCKET": "two", "DEPLOY_PORT": "2222"})
    assert (settings.target, settings.bucket, settings.port) == ("storage", "two", 2222)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEPLOY_HOST", "-oProxyCommand=touch /tmp/x"),
        ("DEPLOY_HOST", "host;reboot"),
        ("DEPLOY_PATH", "/"),
        ("DEPLOY_PATH", "/srv/../etc"),
        ("DEPLOY_PATH", "/srv/a b"),
        ("DEPLOY_PORT", "many"),
        ("DEPLOY_TARGET", "ftp"),
    ],
)
def test_setting_that_cannot_be_right_is_refused(name: str, value: str) -> None:
    with pytest.raises(DeployFailed, match=f"cannot be right: {name.removeprefix('DEPLOY_').lower()}"):
        read_settings(PRACTICE, {name: value})


def test_setting_that_the_target_needs_is_asked_for() -> None:
    with pytest.raises(
        DeployFailed, match=r'The target "own-server" needs host and path\..* DEPLOY_HOST and DEPLOY_PATH'
    ):
        require(Deploy(target="own-server"), "host", "path")


def test_reserved_address_counts_as_none() -> None:
    assert site_address(PRACTICE, {"SITEURL": "https://botox-guide.example"}) == ""
    assert site_address(PRACTICE, {}) == "https://guide.test"
    assert site_address(PRACTICE, {"SITEURL": "https://other.test/"}) == "https://other.test"
