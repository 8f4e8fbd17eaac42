"""Files of courses kept in the database and worked on as jobs."""
