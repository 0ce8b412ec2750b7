"""Brief -> Markdown, HTML, JSON."""
