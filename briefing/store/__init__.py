"""What the program remembers: all that the sources gave, and what its issues showed."""
