"""The readiness check: a reader beside the points of a real post, and an outline to write from."""
