"""Two editors in one form or document. Documents are merged line by line in content/diff."""
