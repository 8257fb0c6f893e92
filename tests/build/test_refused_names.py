"""Hostile names in content/, deploy/target.toml and the environment: each verb refuses them, and nothing else happens."""

# A message stands whole on its line.

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.build.conftest import FirstBuild, run_verb
from tooling.project_copy import tree

REDIRECTS, PRACTICE, TARGET = "content/data/redirects.toml", "content/data/practice.toml", "deploy/target.toml"


@pytest.fixture(scope="module")
def hostile(first: FirstBuild, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an output/ of its own, which no test may change, and a memory beside it."""
    folder = first.copy(tmp_path_factory.mktemp("hostile") / "project")
    first.copy_memory(folder.parent / "cache")
    (folder / "output").mkdir()
    (folder / "output/.made-by-build").write_text("", encoding="utf-8")
    (folder / "output/index.html").write_text("The last good site.", encoding="utf-8")
    return folder


def run(folder: Path, *words: str, **environment: str) -> tuple[int, str]:
    """Run a verb; return its exit status and all that it said."""
    result = run_verb(folder, folder.parent / "cache", *words, **{"CI": "1", **environment})
    return result.returncode, result.stdout + result.stderr


def refused(folder: Path, *words: str, **environment: str) -> list[str]:
    """Run a verb that must fail and leave output/ alone; return the lines that it said."""
    before = tree(folder / "output")
    status, said = run(folder, *words, **environment)
    assert status != 0, said
    assert "Traceback" not in said
    assert tree(folder / "output") == before
    return said.splitlines()


@contextmanager
def replaced(folder: Path, files: dict[str, str]) -> Iterator[None]:
    """Write these texts into the project, and put the good ones back."""
    good = {path: (folder / path).read_bytes() for path in files}
    for path, text in files.items():
        (folder / path).write_bytes(text.encode())
    try:
        yield
    finally:
        for path, raw in good.items():
            (folder / path).write_bytes(raw)


# Each line of a file, and what is said of it, without the name of the file; nothing if nothing is said
MOVED = [
    ("[redirects]", ""),
    (r'"/a/\nEND\ntouch /tmp/x\n" = "/"', r'2:1: "/a/\nEND\ntouch /tmp/x\n" holds a line end. Write it on one line.'),
    (r'"/a/\u2028b/" = "/"', "3:5: An invisible sign, U+2028, stands in “/a/·b/”. Delete it, or type the word anew."),
    ('"/a;b/" = "/"', '4:1: "/a;b/" is not an address. It has small letters, digits and single hyphens. Write it as "/uses/old/".'),
    ("'/a\"b/' = '/'", '5:1: "/a"b/" is not an address. It has small letters, digits and single hyphens. Write it as "/uses/old/".'),
    ('"/*/" = "/"', '6:1: "/*/" asks for many addresses ("*"). Write the address of one page: "/uses/old/".'),
    ('"/:any/" = "/"', '7:1: "/:any/" asks for a pattern (":"). Write the address of one page: "/uses/old/".'),
    ('"/../x/" = "/"', '8:1: "/../x/" holds "..". Write the whole address: "/uses/old/".'),
    ('"/a/" = "//other.example/"', '9:9: "//other.example/" leads to another site. Write the address of a page of this one: "/uses/old/".'),
    ('"/b/" = "uses/acne"', '10:9: "uses/acne" has no "/" at its start or its end. Write it as "/uses/old/".'),
    ('"/uses/acne/" = "/"', '11:1: There is a page at "/uses/acne/" (content/uses/acne.md). Take out this line, or the page.'),
    ('"/c/" = "/uses/acme/"', '12:9: "/uses/acme/" is not a page of this site. Did you mean "/uses/acne/"?'),
]  # fmt: skip
SAID = [
    ('name = "A"', ""), ('byline = "B"', ""), ('site_title = "C"', ""),
    ('site_url = "https://a.example"', '4:1: "site_url" stands in deploy/target.toml now. Move it there.'),
    ('email = "a@b.co?cc=x"', '5:1: "a@b.co?cc=x" holds a question mark. Take it out, and what follows it.'),
    ('booking_url = "https://user:pw@host/"', '6:1: "https://user:pw@host/" holds a user or a password. Take out what stands before "@", and the "@".'),
    ('phone = "911; x"', '7:1: "911; x" is not a phone number. Write "+", the code of the country and digits alone.'),
    ("[deploy]", '8:1: The lines below "[deploy]" stand in deploy/target.toml now. Move them there, without the line "[deploy]".'),
]  # fmt: skip
GOES = [
    (r'site_url = "https://a.example\n"', r'1:1: "https://a.example\n" holds a line end. Write it on one line.'),
    ('host = "-oProxyCommand=x"', '2:1: "-oProxyCommand=x" is not the name of a host. Write it as "www.example.com". A user stands in front: deploy@www.example.com.'),
    ('hots = "a"', '3:1: "hots" is not a field. Did you mean "host"?'),
    ('  path = "/srv/$host"', '4:3: "/srv/$host" is not a folder for a site. Write it as "/srv/botox-guide": letters, digits, "-", "_" and ".", two levels at least, and no "/" at the end.'),
]  # fmt: skip


def test_check_names_file_and_line_of_all_that_is_not_right(hostile: Path) -> None:
    files = {REDIRECTS: MOVED, PRACTICE: SAID, TARGET: GOES}
    with replaced(hostile, {path: "\n".join(line for line, _ in lines) for path, lines in files.items()}):
        said = refused(hostile, "invoke", "check", DEPLOY_PATH="/srv/a;b")
    expected = [f"{path}:{told}" for path, lines in files.items() for _, told in lines if told]
    assert sorted(said[1:-1]) == sorted(expected)
    assert said[0].startswith('DEPLOY_PATH: "/srv/a;b" is not a folder for a site.')
    assert said[-1] == f"{len(expected) + 1} problems in 3 files. A build would stop here."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITEURL", "https://a.example\nadd_header X y;"),
        ("SITEURL", "https://a.example\udc80"),
        ("SOURCE_DATE_EPOCH", "1795000000000"),
    ],
)
def test_check_names_the_variable_that_is_not_right(hostile: Path, name: str, value: str) -> None:
    first, last = refused(hostile, "invoke", "check", **{name: value})
    assert first.startswith(f"{name}: ")
    assert last == "1 problem. A build would stop here."


@pytest.mark.parametrize(
    "verb",
    [
        ("invoke", "build"),
        ("invoke", "release", "--first"),
        ("invoke", "deploy"),
        ("invoke", "status"),
        ("invoke", "rollback"),
        ("invoke", "preview", "--no-open"),
        ("pelican", "content", "-s", "publishconf.py", "-o", "never"),
        ("pelican", "content", "-s", "pelicanconf.py", "-o", "never"),
    ],
    ids=" ".join,
)
def test_every_verb_refuses_an_address_that_is_not_right(hostile: Path, verb: tuple[str, ...]) -> None:
    said = refused(hostile, *verb, SITEURL="https://a.example;", SOURCE_DATE_EPOCH="abc")
    assert 'SITEURL: "a.example;" is not the name of a host. Write it as "www.example.com".' in said
    assert 'SOURCE_DATE_EPOCH: "abc" is not a time. Write the seconds since 1970, such as "1795000000".' in said
    assert not (hostile / "never").exists()
    assert not (hostile / "release").exists()


@pytest.mark.parametrize("verb", [("invoke", "build"), ("pelican", "content", "-s", "publishconf.py", "-o", "never")])
def test_a_practice_that_cannot_be_read_stops_every_build(hostile: Path, verb: tuple[str, ...]) -> None:
    with replaced(hostile, {PRACTICE: "name = \n"}):
        said = refused(hostile, *verb)
    told = f'{PRACTICE}:1:8: The text behind "=" needs quotation marks. Write it as: name = "text".'
    assert any(line.endswith(told) for line in said)
    assert not (hostile / "never").exists()


@pytest.mark.parametrize("verb", ["deploy", "status", "rollback", "release"])
def test_where_the_site_goes_is_not_believed_when_it_cannot_be_read(hostile: Path, verb: str) -> None:
    with replaced(hostile, {TARGET: 'target = "own-server"\nhost = "a;b"\n'}):
        said = refused(hostile, "invoke", verb)
    assert said[0].startswith(f'{TARGET}:2:1: "a;b" is not the name of a host.')


def test_harmless_ways_of_writing_are_accepted(hostile: Path) -> None:
    practice = (hostile / PRACTICE).read_text(encoding="utf-8").replace('email = ""', 'email = " a@b.co "', 1)
    files = {
        PRACTICE: f"\ufeff{practice}",
        REDIRECTS: '\ufeff[redirects]\r\n"/uses/old/" = "/uses/acne/"\r\n',
        TARGET: '\ufeffsite_url = "https://guide.example/ "\r\n',
    }
    with replaced(hostile, files):
        status, said = run(hostile, "invoke", "check", SITEURL=" https://guide.example/ ", DEPLOY_PORT="2222")
    assert status == 0, said


def test_a_report_for_programs_names_the_rule_of_what_stops_a_page(hostile: Path) -> None:
    with replaced(hostile, {"theme/templates/use.html": "\n{{ titel }}"}):
        status, said = run(hostile, "invoke", "check", "--format", "json")
    (told,) = json.loads(said)["problems"]
    assert (status, told["file"], told["line"], told["rule"]) == (1, "theme/templates/use.html", 2, "template")
    assert told["message"].startswith('The template asks for "titel", which does not exist here.')


def test_a_link_in_a_built_page_is_told_with_its_rule_and_what_it_is(hostile: Path) -> None:
    template = (hostile / "theme/templates/page.html").read_text(encoding="utf-8")
    broken = template.replace("{% block content %}", '{% block content %}<a href="/nowhere/">x</a>', 1)
    assert broken != template
    with replaced(hostile, {"theme/templates/page.html": broken}):
        status, said = run(hostile, "invoke", "check", "--format", "json")
    problems = json.loads(said)["problems"]
    assert status == 1
    assert {(problem["rule"], problem["subject"]) for problem in problems} == {("link-broken", "/nowhere/")}
