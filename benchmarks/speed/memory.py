"""A process of a known size, to hold the measure of memory against."""

from __future__ import annotations

_PAGE = 4096


def hold(size: int) -> None:
    """Touch so many bytes of memory."""
    held = bytearray(size)
    held[::_PAGE] = bytes(len(held[::_PAGE]))
