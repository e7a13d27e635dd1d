"""Ways in: the library, the command line."""
