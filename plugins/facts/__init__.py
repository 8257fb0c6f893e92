"""What follows from the content: review status, the index of sources, structured data."""
