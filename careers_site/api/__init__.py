"""The JSON interface, and its description in OpenAPI."""
