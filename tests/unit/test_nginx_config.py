"""The configuration of nginx: written with the practice's own values, and one map with the release's name."""

import re
from pathlib import Path

import pytest

from plugins.adapter.stylesheet import join_stylesheets
from tooling.nginx_config import FOLDER, HOST, VERSION, config_version, read_version, server_files
from tooling.quoting import CannotQuote
from tooling.release import MOST_STYLES

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = (PROJECT / "deploy/nginx.conf").read_text()
ADDRESS, PLACE = "https://guide.test", "/srv/guide"


def test_practice_s_own_values_replace_the_examples() -> None:
    files = server_files(TEMPLATE, ADDRESS, PLACE)
    config = files["nginx.conf"]
    assert sorted(files) == ["headers.conf", "nginx-ipv6.conf", "nginx.conf"]
    assert not [example for example in (HOST, FOLDER, VERSION) if example in config]
    assert 'server_name "guide.test";' in config
    assert 'root "/srv/guide/current";' in config
    assert 'return 301 "https://guide.test$request_uri";' in config


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("https://guide.test;return 200", PLACE),
        ("https://guide.test\nserver {", PLACE),
        ("https://guide.test{", PLACE),
        ("https://$host", PLACE),
        ('https://guide.test"', PLACE),
        ("file:///etc", PLACE),
        (ADDRESS, "/srv/guide;"),
        (ADDRESS, "/srv/$host"),
        (ADDRESS, '/srv/guide"; alias /etc; #'),
        (ADDRESS, "/srv/guide\n/current"),
    ],
)
def test_value_that_nginx_would_take_for_more_is_refused(address: str, folder: str) -> None:
    with pytest.raises(CannotQuote):
        server_files(TEMPLATE, address, folder)


def test_examples_stand_between_double_quotes_wherever_nginx_reads_them() -> None:
    lines = [line for line in TEMPLATE.splitlines() if not line.lstrip().startswith("#")]
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line)
        assert not [example for example in (HOST, FOLDER, VERSION) if example in outside], line


def test_machine_with_ipv6_listens_there_too_and_differs_in_nothing_else() -> None:
    files = server_files(TEMPLATE, ADDRESS, PLACE)
    plain = files["nginx.conf"].splitlines()
    added = [line.strip() for line in files["nginx-ipv6.conf"].splitlines() if "[::]" in line]
    assert added == [
        "listen [::]:443 ssl http2 default_server;",
        "listen [::]:80 default_server;",
        "listen [::]:443 ssl http2;",
        "listen [::]:80;",
    ]
    assert [line for line in files["nginx-ipv6.conf"].splitlines() if "[::]" not in line] == plain
    assert "[::]" not in files["nginx.conf"]


def test_version_is_that_of_the_shipped_files_whatever_the_practice_fills_in() -> None:
    one, other = (
        server_files(TEMPLATE, *values)["nginx.conf"] for values in ((ADDRESS, PLACE), ("https://b.test", "/a/b"))
    )
    assert read_version(one) == read_version(other) == config_version(TEMPLATE)
    assert config_version(TEMPLATE + "# changed\n") != config_version(TEMPLATE)
    assert read_version("server { }") == ""


def rows_of_the_map() -> list[int]:
    """Return how many hashes each row of the map reads from the name of a release."""
    found = re.search(r"map \$release \$style_hashes \{(.*?)\n\}", TEMPLATE, re.DOTALL)
    assert found
    return [row.count("{43}") for row in found[1].splitlines() if '"~--' in row]


def test_map_of_the_policy_reads_as_many_styles_as_a_release_may_have() -> None:
    assert rows_of_the_map() == list(range(1, MOST_STYLES + 1))


def test_every_style_sheet_of_the_theme_has_its_place_in_the_map() -> None:
    sheets = set(join_stylesheets(PROJECT / "theme").values())
    assert len(sheets) <= len(rows_of_the_map()), (
        f"The theme has {len(sheets)} style sheets, and the map in deploy/nginx.conf reads {len(rows_of_the_map())}: "
        "add a row there, and set MOST_STYLES in tooling/release.py."
    )
