"""What content/ and the environment say: each file and variable read once, into typed values with their places."""
