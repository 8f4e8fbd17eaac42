"""Small tables in forms: rows, spreadsheets loaded and downloaded, and pay awards."""
