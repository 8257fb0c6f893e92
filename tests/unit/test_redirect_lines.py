"""The editor writes lines of redirects.toml, and no other byte of it changes."""

import pytest

from tooling.editor.not_possible import NotPossible
from tooling.editor.redirect_lines import set_redirects

FILE = "# Old addresses\n\n[redirects]\n\"/a/\" = \"/b/\"  # the first\n\n'/c/'   =   '/b/'\n"


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        (FILE, {"/d/": "/b/"}, FILE + '"/d/" = "/b/"\n'),
        (FILE, {"/a/": "/e/"}, FILE.replace('"/a/" = "/b/"', '"/a/" = "/e/"')),
        (FILE, {"/c/": "/e/"}, FILE.replace("'/c/'   =   '/b/'", "'/c/'   =   \"/e/\"")),
        (FILE, {"/c/": "/b/"}, FILE),
        (FILE, {"/a/": None}, FILE.replace('"/a/" = "/b/"  # the first\n', "")),
        (FILE, {"/z/": None}, FILE),
        (FILE.rstrip("\n"), {"/d/": "/b/"}, FILE + '"/d/" = "/b/"\n'),
        ("", {"/a/": "/b/"}, '[redirects]\n"/a/" = "/b/"\n'),
        ("# Nothing\n", {"/a/": "/b/"}, '# Nothing\n[redirects]\n"/a/" = "/b/"\n'),
    ],
)
def test_only_the_lines_of_these_addresses_change(text: str, wanted: dict[str, str | None], expected: str) -> None:
    assert set_redirects(text, wanted) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[redirects\n", "content/data/redirects.toml cannot be read. Mend what the page tells of it first."),
        (
            "redirects = 1\n",
            'The line "[redirects]" is missing in content/data/redirects.toml. '
            'Write each line as "/uses/old/" = "/uses/new/", below "[redirects]".',
        ),
        (
            'redirects = {"/a/" = "/b/"}\n',
            "content/data/redirects.toml is written in a way that cannot be changed here. "
            'Write each line as "/uses/old/" = "/uses/new/", below "[redirects]".',
        ),
        (
            '[redirects]\n"/a/" = """\n/b/"""\n',
            "content/data/redirects.toml is written in a way that cannot be changed here. "
            'Write each line as "/uses/old/" = "/uses/new/", below "[redirects]".',
        ),
    ],
)
def test_a_file_in_another_form_is_left_as_it_is(text: str, told: str) -> None:
    with pytest.raises(NotPossible) as stop:
        set_redirects(text, {"/a/": "/e/"})
    assert str(stop.value) == told
