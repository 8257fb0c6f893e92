"""What the environment says is checked before anything believes it; what is not right is left out and named."""

import pytest

from plugins.reading.environment import FIELDS, read_environment
from plugins.reading.target import Deploy


def test_an_empty_variable_is_not_set_and_others_do_not_matter() -> None:
    environment = read_environment({"SITEURL": "", "DEPLOY_KNOWN_HOSTS": "a\nb", "HOME": "x y"})
    assert (environment.deploy, environment.build_time, environment.problems) == ({}, None, ())


def test_what_is_right_becomes_typed_values() -> None:
    environment = read_environment(
        {
            "SITEURL": "https://a.example/",
            "SOURCE_DATE_EPOCH": "0",
            "DEPLOY_PORT": "22",
            "DEPLOY_SSH_CONFIG": "/tmp/ssh_config",
        }
    )
    assert environment.problems == ()
    assert environment.deploy == {"site_url": "https://a.example", "port": 22}
    assert (environment.build_time, environment.ssh_config) == (0, "/tmp/ssh_config")


def test_each_field_of_the_target_has_its_variable() -> None:
    assert {field for field, _ in FIELDS.values()} == set(Deploy.model_fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("SITEURL", value)
            for value in (
                "https://a.example;",
                "https://a.example'",
                "https://a.example{",
                "https://$host",
                "file:///etc/",
                "http://a.example",
                "ftp://a.example",
                "https://a.example/guide",
                "https://a.example?x=1",
                "https://user@a.example",
                "https://a.example\x00",
                " ",
            )
        ),
        ("SOURCE_DATE_EPOCH", "abc"),
        ("SOURCE_DATE_EPOCH", "-1"),
        ("SOURCE_DATE_EPOCH", "\u0661"),
        ("DEPLOY_HOST", "-oProxyCommand=x"),
        ("DEPLOY_PATH", "/srv/a;b"),
        ("DEPLOY_PORT", "many"),
        ("DEPLOY_TARGET", "ftp"),
        ("DEPLOY_CHECK_URL", "http://other.example"),
        ("DEPLOY_ENDPOINT", "http://other.example"),
        ("DEPLOY_SSH_CONFIG", "a file"),
    ],
)
def test_what_is_not_right_is_left_out_and_named_in_one_line(name: str, value: str) -> None:
    environment = read_environment({name: value})
    assert (environment.deploy, environment.build_time, environment.ssh_config) == ({}, None, "")
    [problem] = environment.problems
    assert str(problem).startswith(f"{name}: ")
    assert str(problem).isprintable()
