"""The search for plans, on months, with what is held as bits of a number."""
