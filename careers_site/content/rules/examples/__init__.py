"""Example people: what the rules must tell them, and which rules nobody tries."""
