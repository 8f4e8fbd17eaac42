"""What a web application needs whatever its subject: addresses, errors, limits, pages."""
