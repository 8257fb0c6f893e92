"""Rules that are checked as files are read: plugins/reading/source_files.py, reading/, front_matter.py, library.py, site_data.py."""

from plugins.rules.rule import describe

GLOSSARY = "content/data/glossary.toml"

describe(
    "file-encoding",
    "A file is saved as UTF-8.",
    "A file saved as Latin-1 or UTF-16",
    "A file saved as UTF-8",
    where="",
)
describe("file-control-character", "No invisible control characters.", "Bo\x07tox", "Botox")
describe(
    "file-conflict",
    "No marks that git left where two edits met.",
    "<<<<<<< HEAD\nOne text.\n=======\nAnother text.\n>>>>>>> other",
    "One text.",
)
describe(
    "file-symlink",
    "No symbolic links: files stand where they are used.",
    "A link to /etc/passwd",
    "A file",
    where="",
)
describe("file-hidden", "No hidden and no left-over files.", ".draft.md, acne.md~", "acne.md", where="")
describe(
    "file-unknown",
    "Only files that the site reads, in the folder for them.",
    "content/uses/acne.docx",
    "content/uses/acne.md",
    where="",
)
describe(
    "file-too-large",
    "A text has 200 kB at most, a picture 2 MB.",
    "A text of 1 MB",
    "A text of 12 kB",
    where="",
)
describe(
    "file-unreadable",
    "Every file and folder may be read.",
    "A file without permission to read",
    "A file with it",
    where="",
)
describe(
    "name-form",
    "A file name is an address: small letters, digits, hyphens.",
    "My Page?.md",
    "my-page.md",
    where="",
)
describe(
    "name-taken",
    "No file has a name that the site needs for itself.",
    "content/uses/index.md",
    "content/uses/acne.md",
    where="",
)
describe(
    "name-place",
    "Only the overview stands in content/ itself.",
    "content/acne.md",
    "content/uses/acne.md",
    where="",
)
describe(
    "file-kind",
    "The content of a picture or a text is what its ending says.",
    "content/images/palm.png that holds a page",
    "content/images/palm.png that holds a PNG picture",
    where="",
)
describe(
    "drawing-form",
    "A drawing (.svg) is whole SVG, saved as UTF-8.",
    "<svg><path>",
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>',
    where="",
)
describe(
    "drawing-part",
    "A drawing holds shapes, texts and colors: no script, link, movement, style sheet or other file.",
    "<script>…</script>, <image …>, onload=…",
    '<path d="M0 0h9" fill="url(#shade)"/>',
    where="",
)
describe(
    "drawing-large",
    "A drawing has 20,000 elements at most, 50 inside each other, and no part that uses itself.",
    "A map with every street",
    "A figure with its areas",
    where="",
)
describe("name-letters", "File names have letters that every computer can show.", "a:b.svg", "a-b.svg", where="")
HEADER = {"where": "content/uses/sample.md", "instead_of": "title: Botox for sample use"}
describe(
    "header-missing",
    'A page starts with its header, between two lines of "---".',
    "title: Botox for sample use",
    "---\ntitle: Botox for sample use",
    instead_of="---\ntitle: Botox for sample use",
)
describe(
    "header-first-line",
    'The line "---" is the first line of the file.',
    "\n---\ntitle: Botox for sample use",
    "---\ntitle: Botox for sample use",
    instead_of="---\ntitle: Botox for sample use",
)
describe(
    "header-unclosed",
    'The header ends with a line "---".',
    "confirm: [SAF-07]",
    "confirm: [SAF-07]\n---",
    instead_of="confirm: [SAF-07]\n---",
)
describe(
    "header-empty",
    "The header holds the fields of a page.",
    "---\n---",
    "---\ntitle: Botox for chronic migraine\n---",
    where="",
)
describe(
    "header-yaml",
    "A text that starts with a sign is in quotes.",
    "title: @sample",
    'title: "Botox @ sample"',
    **HEADER,
)
describe(
    "header-tab",
    "The header is indented with spaces.",
    "\ttitle: Botox for sample use",
    "title: Botox for sample use",
    **HEADER,
)
describe(
    "header-colon",
    "Each field has one colon; a text with another one is in quotes.",
    "title: Botox: for sample use",
    'title: "Botox: for sample use"',
    **HEADER,
)
describe(
    "header-quote",
    "A quotation mark that is opened is closed, around the whole text.",
    'title: "Botox" for sample use',
    "title: '\"Botox\" for sample use'",
    **HEADER,
)
describe(
    "header-bracket",
    "A bracket that is opened is closed.",
    "areas: [forehead, neck",
    "areas: [forehead, neck]",
    instead_of="areas: [forehead, neck]",
)
describe(
    "header-indent",
    "The fields of one group start below each other.",
    "    ruling: off-label\n   who: Everybody",
    "    ruling: off-label\n    who: Everybody",
    instead_of="    ruling: off-label\n    who: Everybody",
)
describe(
    "field-unknown",
    "Only fields that the site knows.",
    "titel: Botox for sample use",
    "title: Botox for sample use",
    **HEADER,
)
describe(
    "field-missing",
    "Every field that a page needs is filled in.",
    "title:",
    "title: Botox for sample use",
    **HEADER,
)
describe(
    "field-value",
    "Every field is written as its kind asks: days as 2026-11-22, one of a list, a number.",
    "published: 03/04/2026",
    "published: 2026-11-22",
    instead_of="published: 2026-11-22",
)
describe("field-twice", "Every field stands once.", "order: 7\norder: 8", "order: 7", instead_of="order: 7")
describe("block-unknown", "A shared block that is put in exists.", "[[block: call-912]]", "[[drawing: soles]]")
describe(
    "environment",
    "SITEURL, SOURCE_DATE_EPOCH and what begins with DEPLOY_ are written as docs/deployment.md says.",
    "SITEURL=http://www.example.com/guide",
    "SITEURL=https://www.example.com",
    where="",
)
describe("data-missing", "No file of content/data/ is missing.", "No glossary.toml", "glossary.toml", where="")
describe(
    "data-toml",
    'Each line of a data file is written as: name = "text".',
    "means = A dummy",
    'means = "A dummy"',
    where=GLOSSARY,
    instead_of='means = "A dummy"',
)
describe(
    "data-json",
    "Commas stand between the entries of a list, and quotation marks in pairs.",
    "A missing comma",
    "A comma",
    where="",
)
describe(
    "data-field",
    "A data file has the fields that the site knows.",
    'meens = "A dummy"',
    'means = "A dummy"',
    where=GLOSSARY,
    instead_of='means = "A dummy"',
)
describe(
    "source-twice",
    "Every source has an id of its own.",
    '"id": "mayo-ona", twice',
    '"id": "mayo-ona", once',
    where="",
)
describe(
    "redirect-form",
    'A page that moved has a line with its old and its new address below "[redirects]".',
    '[redirects]\n"uses/old" = "/uses/migraine/"',
    '[redirects]\n"/uses/old/" = "/uses/migraine/"',
    where="content/data/redirects.toml",
)
