"""How it is told: a problem is a value from where it arises to where it is printed.

problem        where, what is wrong, how to put it right
places         where each value of a file stands
yaml_errors    what the YAML reader stumbled over, in plain words
field_errors   what is wrong with a field of a header
data_errors    what is wrong in content/data
failures       an exception in a template or a plugin
system_errors  what disk and system refuse, in plain words
reporting      problems for people and for programs
"""
