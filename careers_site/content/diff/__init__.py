"""Differences and three-way merges of texts, and of tables by row and field."""
