"""The only code that knows Pelican: its reader, its writer, its settings and its signals."""
