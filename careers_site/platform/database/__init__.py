"""Connections to the database, its faults, and moments in UTC."""
