"""A day of 2,000 articles from 300 sources, gathered twice by one command, some sources failing in each way.

    python -m benchmarks.gathering [--sources 300] [--articles 2000]

Everything is served on loopback, each source from a port of its own. Printed are times, sizes and counts; the command
fails where an article was lost or came twice.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsroom import START, Piece, atom, json_feed, page, piece, rss  # noqa: E402 - the tests' invented reports
from server import Reply, Server, bomb, cut, kept  # noqa: E402
from server import page as served  # noqa: E402

FAILURES = {
    "404": Reply(status=404),
    "410": Reply(status=410),
    "403": Reply(status=403),
    "429": Reply(status=429, headers={"Retry-After": "3600"}),
    "500": Reply(status=500),
    "web page": Reply(b"<!doctype html><html><body><p>Welcome</p></body></html>"),
    "nothing": Reply(b""),
    "cut off": cut(b"<rss version='2.0'><channel><title>Cut</title>"),
    "bomb": bomb(64),
    "hangs up": Reply(raw=b""),
    "silence": Reply(b"", pause=90),
}
"""Ways to fail; each of them is the answer of one source."""


def main() -> None:
    """Serve, gather twice, count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sources", type=int, default=300)
    options.add_argument("--articles", type=int, default=2000)
    asked = options.parse_args()
    well = asked.sources - len(FAILURES)
    with Server(asked.sources) as server, tempfile.TemporaryDirectory() as folder:
        expected = _serve(server, well, asked.articles)
        config = Path(folder) / "briefing.toml"
        config.write_text(_config(server, asked.sources))
        for number in (1, 2):
            server.hits.clear()
            _report(number, _run(config, number), server, Path(folder) / "out" / "briefing.sqlite")
        _check(Path(folder) / "out" / "briefing.sqlite", expected)


def _serve(server: Server, well: int, articles: int) -> set[str]:
    """Put the reports on the server, in feeds of four kinds, and the failures; return the titles of the reports."""
    pieces = [piece(number, START + timedelta(seconds=20 * number)) for number in range(articles)]
    for host in range(well):
        own = pieces[host::well]
        base = server.url("", host)
        server.routes[f"/feed-{host}"] = kept(_feed(host, own, base), f'"{host}"')
        for one in own:
            server.routes[f"/{one.number}?utm_source=rss"] = served(page(one))
    for number, reply in enumerate(FAILURES.values(), well):
        server.routes[f"/feed-{number}"] = reply
    return {one.title for one in pieces}


def _feed(host: int, own: list[Piece], base: str) -> bytes:
    name = f"Gazette {host}"
    kinds = (
        lambda: rss(name, own, base),
        lambda: rss(name, own, base, full=False),
        lambda: atom(name, own, base),
        lambda: json_feed(name, own, base),
    )
    return kinds[host % len(kinds)]()


def _config(server: Server, sources: int) -> str:
    lines = ['[brief]\nid = "big"\ntitle = "A big day"\nwindow = "48h"\n[fetch]\ndelay = 0.2\n']
    lines += [
        f'[[sources]]\nname = "S{host}"\nfeed = "{server.url(f"/feed-{host}", host)}"\nprivate = true\n'
        for host in range(sources)
    ]
    lines.append('[[topics]]\ntitle = "Truce"\nterms = ["truce", "ceasefire"]\n')
    lines.append('[[topics]]\ntitle = "Grain"\nterms = ["grain route", "prices of bread"]\n')
    return "".join(lines)


def _run(config: Path, number: int) -> tuple[float, int, str]:
    now = (START + timedelta(hours=14 + number)).isoformat()
    command = [sys.executable, "-m", "briefing", "run", "--config", str(config), "--out", str(config.parent / "out")]
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the program itself
        [*command, "--now", now], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return time.monotonic() - began, done.returncode, done.stderr


def _report(number: int, done: tuple[float, int, str], server: Server, store: Path) -> None:
    seconds, code, said = done
    requests, told = sum(server.hits.values()), len(said.splitlines())
    print(f"run {number}: {seconds:.1f} s, exit {code}, {requests} requests, {told} lines told")
    print(f"  archive {store.stat().st_size / 1e6:.1f} MB" if store.exists() else "  no archive")
    if number == 1 or code not in {0, 3}:
        print("  " + "\n  ".join(said.splitlines()[:14]))


def _check(store: Path, expected: set[str]) -> None:
    database = sqlite3.connect(store)
    titles = [title for (title,) in database.execute("SELECT title FROM article JOIN sighting ON sighting.id = newest")]
    versions = database.execute("SELECT count(*) FROM revision").fetchone()[0]
    lost, twice = expected - set(titles), len(titles) - len(set(titles))
    print(f"{len(titles)} articles on file in {versions} versions; lost {len(lost)}, twice {twice}")
    sys.exit(bool(lost or twice))


if __name__ == "__main__":
    main()
