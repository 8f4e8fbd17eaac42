"""The courses: catalogue, finder, imports and changes."""
