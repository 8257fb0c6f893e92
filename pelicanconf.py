"""Settings of the site, as plain data. publishconf.py adds what differs in what is published."""

import os
import sys
import time
from operator import attrgetter
from pathlib import Path

from jinja2 import StrictUndefined

sys.path.insert(0, str(Path(__file__).parent))  # the pelican command does not look beside its settings

from plugins.reading.left_over import FINDER_ICON, LEFT_BEHIND
from plugins.reading.settings import read_site_settings

PROJECT = Path(__file__).parent

# Identity: what is known of the practice, and the address of the site. What was read for it is handed on to the gate.
PATH = str(PROJECT / "content")
KNOWN = read_site_settings(Path(PATH), os.environ, time.time())
PRACTICE = KNOWN.sources.data.practice
SITENAME = PRACTICE.site_title
SITEURL = KNOWN.site_url
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
# The only clock: today, or the time that reproducible builds agree on
BUILD_DATE = KNOWN.build_date

# Where things are
OUTPUT_PATH = str(PROJECT / "output")
THEME = str(PROJECT / "theme")
ARTICLE_PATHS = ["botox.md", "uses"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = []  # plugins/adapter/page_table.py copies what the gate has judged; Pelican would follow links
EXTRA_PATH_METADATA = {}
THEME_STATIC_PATHS = ["static/public"]
THEME_STATIC_DIR = ""  # at the top: browsers ask for /favicon.ico by themselves
# Pelican tries each on every file, and the first one is what many of the table begin with
IGNORE_FILES = [".*", FINDER_ICON, *(name for name in LEFT_BEHIND if not name.startswith("."))]

# Addresses: a file name is an address
ARTICLE_URL = PAGE_URL = DRAFT_URL = DRAFT_PAGE_URL = "{address}"
ARTICLE_SAVE_AS = PAGE_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = "{file}"

# What is generated, and what nobody asked for
DIRECT_TEMPLATES = ["sitemap", "robots", "feed"]
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]
SITEMAP_SAVE_AS, ROBOTS_SAVE_AS, FEED_SAVE_AS = "sitemap.xml", "robots.txt", "feed.xml"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ""
TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
ARTICLE_ORDER_BY = PAGE_ORDER_BY = attrgetter("order", "slug")

# Reading: our own reader, for Markdown alone
READERS = {"html": None, "htm": None, "rst": None, "markdown": None, "mkd": None, "mdown": None}
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
FORMATTED_FIELDS = []  # a summary is plain text
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # one language; looking for others takes quadratic time

# Templates: everything is escaped, and what does not exist is an error
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}

# Plugins, in running order
PLUGINS = [
    "plugins.adapter.template_code",  # takes the templates' code from the user's cache folder
    "plugins.adapter.gate",  # reads content/ and refuses what breaks a rule
    "plugins.adapter.article_reader",  # turns each document into HTML and values
    "plugins.adapter.stylesheet",  # joins the CSS
    "plugins.adapter.shared_values",  # what follows from all pages: uses, sources, the JSON-LD graph
    "plugins.adapter.page_table",  # notes how to render every page
]
