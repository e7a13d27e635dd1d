"""What the adapters that use MongoDB have in common: drivers, clients, errors, the server's time, indexes."""
