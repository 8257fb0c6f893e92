"""Start a page, give it another name, withdraw it, put in a picture.

page_verbs    the four of them
new_pages     the file name and the text of a page that is started
moved_pages   what each file says once a page has another name or is withdrawn
page_links    where texts lead to a page, as Markdown reads them
new_pictures  what the gate says of a picture, its name, and the Markdown that shows it
"""
