"""Drafts that go live by themselves at a moment."""
