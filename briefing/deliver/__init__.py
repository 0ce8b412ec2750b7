"""Rendered -> delivered: the folder of an issue."""
