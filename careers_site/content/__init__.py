"""Everything that editors write: kept as documents, parsed into one library, and shown from it."""
