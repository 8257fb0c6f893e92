"""Editing in the preview: what is asked for on the page is written into content/, and nothing else moves.

desk         what every verb gets: the library, the files by their ids, writing and undoing
verbs        the names by which the page asks for things
pieces       which lines of which file each part of a page came from
page_places  where each element of a body stands on its page
piece_verbs  save a part of a page, undo
finding      what can be put into a text: sources, links, words, shared texts
lines        carry a place in a text over to a newer version of it
rewriting    put a new text into the bytes of a file: lines that are equal keep theirs
writing      write a file at one stroke, and never through a link
journal      what was written in this session and earlier ones: for undoing, and for sending
values/      change one value of a header or a data file, by the marks of its node
forms/       forms made from the models of the content, and what they write
pages/       start a page, give it another name, withdraw it, put in a picture
sending/     send for review: list, check, commit on a branch of its own, push, ask
"""
