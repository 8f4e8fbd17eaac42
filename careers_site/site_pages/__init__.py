"""The pages to read, and addresses for machines: health, site map, structured data."""
