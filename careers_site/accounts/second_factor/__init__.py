"""Codes of an authenticator app, and recovery codes."""
