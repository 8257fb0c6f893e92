"""docs/security.md says where each thing is stopped; what it names has to be there."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
PAGE = PROJECT / "docs/security.md"
NAMED = re.compile(r"`([\w./-]+/[\w.-]*|\.gitlab-ci\.yml)`")
LINKED = re.compile(r"\]\(([^)#]*)(?:#([\w-]+))?\)")


def test_every_file_and_test_that_the_page_names_is_there() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))
    assert len(named) > 30
    assert sorted(name for name in named if not (PROJECT / name).exists()) == []


def test_every_link_leads_to_a_heading_that_is_there() -> None:
    for page in (PAGE, PROJECT / "SECURITY.md"):
        links = LINKED.findall(page.read_text(encoding="utf-8"))
        assert links
        for name, heading in links:
            target = (page.parent / name).resolve()
            assert target.exists(), name
            lines = target.read_text(encoding="utf-8").splitlines()
            headings = [line.lstrip("# ").lower().replace(" ", "-") for line in lines if line.startswith("#")]
            assert not heading or heading in headings, f"{name}#{heading}"
