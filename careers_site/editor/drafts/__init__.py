"""Drafts: what is changed before it is published, its review, preview and settings."""
