"""The API as tools for AI assistants (MCP)."""
