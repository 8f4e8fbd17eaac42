"""Pages (Markdown): front matter, links, footnotes, and how the texts must read."""
