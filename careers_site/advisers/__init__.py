"""The adviser tool on one page, paper to hand over, and a list of clients at once."""
