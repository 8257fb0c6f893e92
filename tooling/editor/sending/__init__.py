"""Send what was edited for review, on a branch of its own; the working tree and what is staged stay as they are.

send_verbs      send; change_verbs: list what is not sent, take it back, settle a conflict
road            the road of a send; sent_state is what it remembers, sent_words what it says
unsent          what is not sent yet, by file and by line; change_labels says where that stands
dates           the day of the change, in each page that has changed
merging         put a change into the version of another commit, or name the conflict; added_entries: lists that both grew
own_branch      trees and commits with an index of their own; branch_names
trial           check a tree as it will be committed
remotes         ask, fetch, push, and never a prompt; remote_words says why that failed
review_request  where and how a host is asked for a review
"""
