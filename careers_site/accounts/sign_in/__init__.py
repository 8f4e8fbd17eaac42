"""Signing in: passwords, links by mail, known devices, and the wait after failures."""
