"""What the program remembers from issue to issue."""
