"""How good the briefs and their parts are, measured on public data: see docs/quality.md."""
