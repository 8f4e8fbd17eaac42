"""Rules as forms: a rule of each kind is read from the TOML, changed, and put back into it."""
