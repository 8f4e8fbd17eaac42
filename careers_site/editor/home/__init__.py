"""The overview: what needs attention, the search over everything, the weekly mail."""
