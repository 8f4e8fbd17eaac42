"""What readers say about a page, kept without anything about them."""
