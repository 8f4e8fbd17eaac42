"""A colleague, or an outsider with a link, looks at a draft before it is published."""
