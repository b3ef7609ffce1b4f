"""Language knowledge as named data: what English words mean to the rules. No file here decides anything."""
