"""The body of an answer: unpacked as it comes, never past its limit, and told when it is not whole."""

from __future__ import annotations

import zlib

from briefing.errors import FetchError

ACCEPTED = "gzip, deflate"
_GZIP = zlib.MAX_WBITS | 16
_GZIP_STARTS = b"\x1f"
_WINDOW = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": zlib.MAX_WBITS}
_MEGABYTE = 1024 * 1024


class Body:
    """A body that grows by chunks of the wire. `largest` bounds its unpacked bytes, so that no bomb is unpacked.

    Its packed bytes are bounded by twice that: empty files, packed one after the other, never get larger.
    """

    def __init__(self, shown: str, encoding: str, largest: int) -> None:
        self._shown, self._largest = shown, largest
        self._parts: list[bytes] = []
        self._size = self._packed = 0
        self._window = self._window_of(encoding.strip().lower())
        self._unpacker = zlib.decompressobj(self._window or _GZIP)
        self._begun = False

    def add(self, chunk: bytes) -> None:
        """Take a chunk. Raises FetchError where the body gets too large or cannot be unpacked."""
        if not self._window:
            self._keep(chunk)
            return
        self._packed += len(chunk)
        if self._packed > 2 * self._largest:
            raise too_large(self._shown, self._largest)
        while chunk:
            chunk = self._unpack(chunk)

    def whole(self) -> bytes:
        """Return the body. Raises FetchError where it is empty, or its packing has no end."""
        if self._begun and not self._unpacker.eof:
            raise FetchError(self._shown, "the document breaks off in the middle; it is not used", soon=0.0)
        body = b"".join(self._parts)
        if not body.strip():
            raise FetchError(
                self._shown, "the answer is empty; look at the address in a browser", status=200, passing=True
            )
        return body

    def _window_of(self, encoding: str) -> int:
        if encoding in ("", "identity"):
            return 0
        if encoding not in _WINDOW:
            raise FetchError(self._shown, "the answer is packed in a way that was not asked for, and cannot be read")
        return _WINDOW[encoding]

    def _unpack(self, chunk: bytes) -> bytes:
        """Unpack some of a chunk and return the rest. A packed file may be followed by another, or by padding."""
        if self._unpacker.eof:
            if not chunk.startswith(_GZIP_STARTS):
                return b""
            self._unpacker = zlib.decompressobj(self._window)
        try:
            part = self._unpacker.decompress(chunk, self._largest - self._size + 1)
        except zlib.error as error:
            return self._without_header(chunk, error)
        self._begun = True
        self._keep(part)
        return self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def _without_header(self, chunk: bytes, error: zlib.error) -> bytes:
        """Begin again with bare "deflate": some servers leave out the header that belongs to it."""
        if self._begun or self._window != zlib.MAX_WBITS:
            raise FetchError(self._shown, "the answer is damaged and cannot be unpacked", passing=True) from error
        self._window = -zlib.MAX_WBITS
        self._unpacker = zlib.decompressobj(self._window)
        return chunk

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._largest:
            raise too_large(self._shown, self._largest)
        self._parts.append(part)


def too_large(shown: str, largest: int) -> FetchError:
    """Return the problem of a body with more than `largest` bytes."""
    return FetchError(shown, f"larger than {largest / _MEGABYTE:.3g} MB; the rest was not fetched and nothing is used")
