"""What every room uses and nothing of this site's subject: settings, time, text, web, database."""
