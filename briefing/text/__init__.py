"""Strings in, strings out: no room, no disk, no clock."""
