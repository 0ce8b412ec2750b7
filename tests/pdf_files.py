"""Small PDF files, written by hand: lines of text at places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Line = tuple[float, float, str]
"""From the left, from the bottom (points), the words."""

HEIGHT, SIZE, LEADING = 792, 11, 14


def column(texts: Sequence[str], left: float = 72, top: float = 700) -> list[Line]:
    """Lines one below the other."""
    return [(left, top - LEADING * at, text) for at, text in enumerate(texts)]


def pdf(*pages: Sequence[Line], info: str = "", size: int = SIZE, extra: str = "") -> bytes:
    """A PDF file of pages of lines in Helvetica; `info` holds its properties, `extra` what its trailer has besides."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, page in enumerate(pages):
        drawn = "\n".join(_drawn(line, size) for line in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 {HEIGHT}] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    objects.append(f"<< {info} >>")
    return _file(objects, extra)


def _drawn(line: Line, size: int) -> str:
    left, base, text = line
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {left} {base} Td ({escaped}) Tj ET"


def _file(objects: Sequence[str], extra: str) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {extra}>>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode("ascii")
