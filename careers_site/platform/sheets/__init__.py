"""Spreadsheets as people have them, .xlsx or text, as rows with headings; and back."""
