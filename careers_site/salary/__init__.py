"""The pay calculator: what a post pays for the hours and weeks that are worked."""
