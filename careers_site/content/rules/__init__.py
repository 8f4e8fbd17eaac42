"""Rules (TOML) read into scales, steps, routes, prices and equivalences."""
