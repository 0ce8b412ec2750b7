"""Figures of the program: what it reaches beside what else a user would take."""
