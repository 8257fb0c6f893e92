"""What a body means: the source lines of its blocks, the ids of its headings, and the judge of its HTML."""
