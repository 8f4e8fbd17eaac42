"""Accounts and roles, and the mail that goes to people."""
