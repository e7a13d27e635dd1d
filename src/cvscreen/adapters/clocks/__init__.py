"""Adapters of the Clock port; the time is not picked by URL."""
