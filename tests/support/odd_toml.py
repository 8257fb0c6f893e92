"""A TOML file with all that TOML knows: what an edit may tear."""

ODD = '''# The heading of the file
a.b = 1 # one
"q . r" = 'li\\t'
s=""

# above t.x
[t.x] # behind t.x
y = [ # open
  "1", # behind 1
  # above 2
  "2" # behind 2
  # last
]
z = { a = "1", b.c = "x", d = [{ e = 1 }, {}] }
m = """
hello \\
   w\\u006Frld # no comment
"""
n = \'\'\'it's "so"\'\'\' # behind n
two = ["a",
  "b", "c",
]
# end of t.x

# above the first
[[l]]
k = 1979-05-27
f = -0.0
  [l.sub]
  i = nan # far
[[l]]
k = "second"
[t]
w = "x"
[empty]
'''


def replaced(old: str, new: str) -> str:
    """Return the odd file with one piece of it replaced."""
    assert ODD.count(old) == 1
    return ODD.replace(old, new)
