"""Editing in the preview: what is asked for on the page is written into content/, and nothing else moves.

desk         what every verb gets: the library, the files by their ids, writing and undoing
verbs        the names by which the page asks for things
page_places  where each element of a body stands on its page
pieces       which lines of which file each part of a page came from
lines        carry a place in a text over to a newer version of it
rewriting    put a new text into the bytes of a file: lines that are equal keep theirs
journal      what was written in this session and earlier ones: for undoing, and for sending
writing      write a file at one stroke, and never through a link
piece_verbs  save a part of a page, undo
finding      what can be put into a text: sources, links, words, shared texts
forms        describe every field of a part of the content: label, help, value, made from its model
form_values  a value between a file and a form; form_options the words of menus
form_places  which part of which file a form is of, and what stands there
form_writing one change of a form as a new text of the file
form_showing a form, and the list of all forms (form_lists)
form_verbs   set a field, add, remove and move entries, conflicts
way_verbs    which form holds a line of a file, or which page shows it
new_entries  a new source, word or reviewer, with its id
page_verbs   start a page, give it another name, withdraw it, put in a picture
new_pages    the file name and the text of a page that is started
moved_pages  what each file says once a page has another name or is withdrawn
page_links   where texts lead to a page, as Markdown reads them
new_pictures what the gate says of a picture, its name, and the Markdown that shows it
send_verbs   send for review; change_verbs: list what is not sent, take it back, settle a conflict
sending      the road of a send; sent_state is what it remembers, sent_words what it says
unsent       what is not sent yet, by file and by line; change_labels says where that stands
dates        the day of the change, in each page that has changed
merging      put a change into the version of another commit, or name the conflict; added_entries: two lists that both grew
own_branch   trees and commits with an index of their own; branch_names
trial        check a tree as it will be committed
remotes      ask, fetch, push, and never a prompt; remote_words says why that failed
review_request  where and how a host is asked for a review
"""
