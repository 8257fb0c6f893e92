"""What Pelican loads, in running order; each module changes what a page is.

problem          what a message to an editor is made of
article_fields   the one list of header fields, as Pydantic models
front_matter     reads a file: YAML header with line numbers, then the Markdown body
yaml_errors      what the YAML reader stumbled over, in plain words
field_errors     what is wrong with a field, in plain words
source_files     every file of content/, found and decoded
data_errors      what is wrong in content/data, in plain words
site_data        reads content/data: the practice, sources, reviewers, glossary
library          every file of content/, read once, for the gate and for Pelican
content_rules    the gate: refuses content that breaks a rule, before anything is written
callout          Markdown: emergency, urgent, warning and note blocks
placement        Markdown: [[chart: …]] and its like, put in place by the theme
citations        Markdown: [@source-id] becomes a numbered link, and the list of sources
markup           the source lines of blocks, the ids of headings, and the judge of what is rendered
sparing          Markdown: patterns that cannot match are not tried
workers          shares work among processes where there is much of it
article_reader   turns a file of the library into what Pelican renders
review_status    who reviewed a page, which version, and whether that is overdue
sources_index    every source that is cited, with the pages that cite it
page_text        what stands on a page, in plain words
structured_data  the JSON-LD graph of a page
stylesheet       the CSS files, joined in layer order, for each kind of page
page_table       every page of the site and how to render it
"""
