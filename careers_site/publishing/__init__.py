"""Drafts and files become a revision, all or nothing, and what follows a publication."""
