"""Pages of the course finder: cards, map, calendar and feed."""
