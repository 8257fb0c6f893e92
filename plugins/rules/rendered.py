"""Rules on the page as it is rendered: whatever its text looks like, its HTML holds what the guide is made of alone.

plugins/markup/ finds what breaks them; here is what an editor reads of them.
"""

from plugins.rules.rule import describe

describe(
    __name__,
    ("html-page", "The finished page holds only what Markdown and the few small tags make: paragraphs, headings, lists, tables, links.",
     'Hello \\`<meta http-equiv="refresh" content="3;url=https://elsewhere.example/">\\` reader.', 'Hello `<meta http-equiv="refresh">` reader.'),
    ("link-address", "A link leads to this site, to a secure address, to mail or to a phone, however it is written.",
     "Read <javascript:run()> first.", "Read <https://www.fda.gov/> first."),
    ("heading-taken", "No heading has an id that a part of every page has already, such as “sources” or “main”.",
     "### Parts of it {#preview-facts}", "### Parts of it {#parts}"),
    ("page-heavy", "A page is one that can be read: 3,000 lines at most, and 10,000 characters or 500 equal signs in a paragraph.",
     "Yes & no.\n" * 501, "### A part of it"),
)  # fmt: skip
