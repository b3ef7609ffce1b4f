"""Language knowledge of the linking, as named data: what news words mean the same happening, thing or cause, and names of countries."""
