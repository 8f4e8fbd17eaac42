"""The index of the course search (Whoosh), and postings read as NumPy arrays."""
