"""Each change of the catalogue, its history, and undoing it."""
