"""Adapters of the TokenSigner port, which is not picked by URL, and where their secret comes from."""
