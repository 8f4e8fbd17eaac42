"""What readers say about the pages, for editors."""
