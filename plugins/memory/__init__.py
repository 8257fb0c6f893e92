"""What steps made of their inputs, kept for the next pass and the next build: a step, where it is kept, whose it is."""
