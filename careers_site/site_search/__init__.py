"""The search over the pages of the whole site."""
