"""CV screening you can run, embed and defend."""
