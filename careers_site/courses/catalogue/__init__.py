"""All courses as columns in memory, kept as new as the database."""
