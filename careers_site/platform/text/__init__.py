"""Numbers, dates, names and texts, read and written as people do."""
