"""What Pelican loads, in rooms: an arrow goes only from a later room to an earlier one.

problems   how it is told: a problem, and the words for what a reader of YAML, TOML or JSON stumbled over
reading    what content/, deploy/target.toml and the environment say: files, header, fields, data, library
markup     what a body means: the one parse, callout, citations, placement, and the judge of what is rendered
facts      what follows from it: review status, index of sources, structured data
rules      what an editor may not publish: the editorial rules alone
adapter    the only code that knows Pelican: gate, reader, style sheet, values shared by pages, page table

workers    shares work among processes where there is much of it; it knows no room
"""

import os

# Pydantic would look for plugins of its own in every package that is installed, and find none
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
