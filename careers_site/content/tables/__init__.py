"""Small tables (CSV): their columns, what a cell may hold, awards and worked-out rows."""
