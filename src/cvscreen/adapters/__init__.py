"""How the ports are met: one folder a port, one file a technology, one table a folder."""
