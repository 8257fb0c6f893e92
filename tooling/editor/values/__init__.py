"""Change one value of a header (YAML) or a data file (TOML, JSON) where it stands; all other bytes stay.

yaml_values, toml_values, json_values: set a value, add to a list, remove, move. Each change is read again and proven
(proven_changes, wanted_values).
yaml_nodes marks, rows and comments; yaml_scalars the style of a text; yaml_folds which lines are kept; yaml_writing new
values like their brothers; yaml_splices the changes themselves.
toml_tree the tree of a file; toml_blocks, toml_lists, toml_writing; json_writing; splices: changes at byte marks.
"""
