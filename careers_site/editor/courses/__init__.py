"""Courses in forms: one at a time, and many at once."""
