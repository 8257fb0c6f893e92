"""Settings, plugins and templates with a mistake are told in one line (bad input 36 to 43)."""

# A message stands whole on its line.

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.adapter.gate import guard
from plugins.adapter.settings_files import check_settings
from plugins.adapter.templates import check_templates
from plugins.problems.failures import explain_failure, explain_template_error
from tests.support.sample_content import FILES, TODAY

PROJECT = Path(__file__).resolve().parent.parent.parent
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
SETTINGS = 'PATH = "content"\nTHEME = "theme"\nPLUGINS = [\n    "plugins.adapter.stylesheet",\n]\n'


def project(folder: Path, settings: str = SETTINGS, **templates: str) -> Path:
    """Make a project with these settings and templates."""
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    (folder / "publishconf.py").write_text("from pelicanconf import *\n", encoding="utf-8")
    (folder / "theme" / "templates").mkdir(parents=True)
    for name, text in {"base": "", "overview": "", "use": "", "page": "", **templates}.items():
        (folder / "theme" / "templates" / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_the_settings_of_this_project_are_right() -> None:
    assert check_settings(PROJECT) == []


def test_the_templates_of_this_project_can_be_read() -> None:
    assert check_templates(PROJECT / "theme") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('ARTICEL_URL = "x"', 'Nothing reads a setting "ARTICEL_URL". Did you mean "ARTICLE_URL"?'),
        ('TIMEZOEN = "UTC"', 'Nothing reads a setting "TIMEZOEN". Did you mean "TIMEZONE"?'),
    ],
)
def test_a_misspelt_setting_is_named(tmp_path: Path, line: str, expected: str) -> None:
    found = check_settings(project(tmp_path, SETTINGS + line + "\n"))
    assert str(found[0]) == f"pelicanconf.py:6:1: {expected}"


def test_a_setting_of_our_own_is_accepted(tmp_path: Path) -> None:
    settings = SETTINGS + 'DIRECT_TEMPLATES = ["sitemap"]\nSITEMAP_SAVE_AS = "sitemap.xml"\nOUR_NAME = "x"\n'
    assert check_settings(project(tmp_path, settings)) == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('PATH = "content"\nTHEME = [\n', "pelicanconf.py:2:9: Python cannot read this line ('[' was never closed). Check brackets, quotes and commas here and on the line above."),
        ('PATH = "content\n', "pelicanconf.py:1:8: Python cannot read this line (unterminated string literal (detected at line 1)). Check brackets, quotes and commas here and on the line above."),
    ],
)  # fmt: skip
def test_a_mistake_of_syntax_is_told_without_a_traceback(tmp_path: Path, settings: str, expected: str) -> None:
    assert [str(problem) for problem in check_settings(project(tmp_path, settings))] == [expected]


def test_a_settings_file_that_is_missing_or_not_utf_8_is_told(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "publishconf.py").unlink()
    (root / "pelicanconf.py").write_bytes("# Müller\n".encode("latin-1"))
    assert [str(problem) for problem in check_settings(root)] == [
        'pelicanconf.py:1:1: The file is not saved as UTF-8. Save it as "UTF-8" in your editor.',
        "publishconf.py:1:1: No such file or directory. Take the file back from git.",
    ]


def test_a_plugin_that_did_not_start_is_named_at_its_line(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_settings(project(tmp_path), running=[])] == [
        'pelicanconf.py:4:5: The plugin "plugins.adapter.stylesheet" did not start. Correct its name, or mend it; the reason is above.'
    ]
    assert check_settings(tmp_path, running=["plugins.adapter.stylesheet"]) == []


def test_a_plugin_that_raises_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "plugins").mkdir()
    file = tmp_path / "plugins" / "broken.py"
    file.write_text("def register():\n    raise ValueError('no color')\n", encoding="utf-8")
    space: dict[str, Any] = {}
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), space)

    def start() -> None:
        try:
            space["register"]()
        except ValueError:
            raise RuntimeError("Error encountered")  # noqa: B904 (this is what Pelican does)

    with pytest.raises(RuntimeError) as caught:
        start()
    assert str(explain_failure(caught.value, tmp_path)) == (
        "plugins/broken.py:2:1: The site cannot be built (ValueError: no color). "
        "This is a fault of the program, and not of the text."
    )


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("\n{% if %}", "theme/templates/use.html:2:1: The template cannot be read (Expected an expression, got 'end of statement block'). Check the braces and the tags on this line and above. The page was content/uses/acne.md."),
        ("{% extends 'bace.html' %}", 'theme/templates/use.html:1:1: There is no template "bace.html". Did you mean "base.html"? The page was content/uses/acne.md.'),
        ("\n\n{{ titel }}", 'theme/templates/use.html:3:1: The template asks for "titel", which does not exist here. Correct its name, or give it a value. The page was content/uses/acne.md.'),
        ("{{ page.titel.x }}", 'theme/templates/use.html:1:1: The template asks for "titel", which does not exist here. Correct its name, or give it a value. The page was content/uses/acne.md.'),
        ("\n{{ 'x'|prats }}", 'theme/templates/use.html:2:1: There is no filter "prats". Correct its name. The page was content/uses/acne.md.'),
        ("{% include 'partials/nope.html' %}", 'theme/templates/use.html:1:1: There is no template "partials/nope.html". Correct its name, or take the file back from git. The page was content/uses/acne.md.'),
    ],
)  # fmt: skip
def test_an_error_of_a_template_names_its_line_and_the_page(tmp_path: Path, use: str, expected: str) -> None:
    root = project(tmp_path, use=use)
    environment = Environment(
        loader=FileSystemLoader(root / "theme" / "templates"), undefined=StrictUndefined, autoescape=True
    )
    with pytest.raises(Exception) as caught:  # noqa: PT011 (each of Jinja's own)
        environment.get_template("use.html").render(page=object())
    assert str(explain_template_error(caught.value, "content/uses/acne.md", root)) == expected


def test_templates_are_checked_without_rendering(tmp_path: Path) -> None:
    root = project(tmp_path, use="{% extends 'bace.html' %}", page="\n{% endfor %}")
    (root / "theme" / "templates" / "overview.html").unlink()
    assert [str(problem) for problem in check_templates(root / "theme")] == [
        "theme/templates/overview.html:1:1: The template is missing. Take it back from git.",
        "theme/templates/page.html:2:1: The template cannot be read (Encountered unknown tag 'endfor'). Check the braces and the tags here and above.",
        'theme/templates/use.html:1:1: There is no template "bace.html". Did you mean "base.html"?',
    ]


def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_templates(tmp_path / "theme")] == [
        "theme/templates:1:1: The folder has no templates. Check THEME in pelicanconf.py, or take the folder back from git."
    ]


def pelican(folder: Path, files: dict[str, str]) -> Any:
    """Return what the guard is given, with a folder content/ on disk."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "content" / "images").mkdir()
    (folder / "content" / "images" / "sample.svg").write_text(DRAWING, encoding="utf-8")
    return SimpleNamespace(settings={"PATH": str(folder / "content"), "BUILD_DATE": TODAY, "PLUGINS": []})


def test_the_guard_hands_over_the_library_of_a_site_that_is_right(tmp_path: Path) -> None:
    site = pelican(tmp_path, FILES)
    guard(site)
    assert set(site.settings["LIBRARY"].documents) == {
        path for path in FILES if path.endswith(".md") and "/blocks/" not in path
    }


def test_the_guard_stops_a_build_with_every_problem_of_every_file(tmp_path: Path) -> None:
    files = {**FILES, "content/pages/about.md": FILES["content/pages/about.md"].replace("order: 20", "ordre: 20")}
    files["content/blocks/report.md"] = files["content/blocks/report.md"].replace("Call MedWatch", "Call 999")
    with pytest.raises(SystemExit) as caught:
        guard(pelican(tmp_path, files))
    assert str(caught.value.code) == (
        'content/blocks/report.md:1:6: "999" is not the emergency number of this country. Write "911".\n'
        'content/pages/about.md:7:1: "ordre" is not a field. Did you mean "order"?\n'
        "2 problems in 2 files. Nothing was built."
    )


def test_the_guard_shows_warnings_and_lets_the_build_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    safety = FILES["content/pages/safety.md"].replace("sources_checked: 2026-11-22", "sources_checked: 2025-06-01")
    site = pelican(tmp_path, {**FILES, "content/pages/safety.md": safety})
    guard(site)
    assert capsys.readouterr().err == (
        "content/pages/safety.md:7:1: Warning: Its sources were last read 539 days ago. "
        "Read them again, then write that day here.\n1 warning, which does not stop a build.\n"
    )
    assert "LIBRARY" in site.settings
