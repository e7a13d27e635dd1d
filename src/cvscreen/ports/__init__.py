"""What the core needs from the world: one Protocol a file. Every port can be pinged."""
