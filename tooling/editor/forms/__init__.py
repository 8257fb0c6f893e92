"""Forms made from the models of the content, and what they write.

descriptions  each field of a part of the content: label, help, value, made from its model
form_values   a value between a file and a form; form_options the words of menus
form_places   which part of which file a form is of, and what stands there; form_lines on which lines
form_showing  a form, and the list of all forms (form_lists)
form_writing  one change of a form as a new text of the file
form_verbs    set a field, add, remove and move entries, conflicts
new_entries   a new source, word or reviewer, with its id
way_verbs     which form holds a line that a problem names
"""
