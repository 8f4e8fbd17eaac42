"""The index of the course search: postings as NumPy arrays on disk, words read by Whoosh."""
