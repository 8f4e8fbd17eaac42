"""What makes a row of a course file good or bad, and the merge into the catalogue."""
