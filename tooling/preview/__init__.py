"""The preview: one warm process that shows a change before the hand has left the keyboard.

session     takes in what was saved and tells the browsers: where site, lookout and server meet
site        a warm Pelican: what was read is kept, and the page that is asked for is rendered
shown       what the browser can ask for, and what Pelican said of it
last_good   which document of each page is shown: what is written, or the last good one
gate        the gate, which checks again only what has changed
judging     the first look at all pages, in a process of its own behind the first answer
disk        what stood on the disk at the last look, and what differs since
lookout     when to look: at a notice, before each page, by the clock; says when no notices come
watcher     watchfiles, which says as soon as a file is saved
changes     what a saved file means: read it again, draw anew, or start afresh
editing     the verbs of the editor, each answered with the page as it is after it
server      livereload's server and websocket over the page table
door        what every request passes before any handler: who asks, how much, how long
access      who may ask: this machine, or with --lan who has scanned the code
policy      the headers of every answer: our own script runs and no other
page        what is put into each page: the script, the banner, the panel
assets      what runs in the browser: idiomorph (vendored), and our own scripts, the panel to write in among them
python_files  whether a fresh process could begin
interrupts  Ctrl-C waits while a process is begun
start       the terminal's side: the port, the browser, the QR code, Ctrl-C
"""
