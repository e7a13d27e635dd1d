"""What the Redis adapters share: the client, its outages, scripts, and words for what goes wrong."""
