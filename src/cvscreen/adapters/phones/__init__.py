"""Adapters of the PhoneFinder port; it is not picked by URL."""
