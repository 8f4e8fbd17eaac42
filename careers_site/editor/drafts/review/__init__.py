"""What a draft changes, row by row, and what else it asks for."""
