"""Filters, counts, order and pages of the course search."""
