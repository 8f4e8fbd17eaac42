"""Changing TOML so that comments and the order of what is not touched stay."""
