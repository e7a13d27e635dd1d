"""What people do with cvscreen: one use case a class, called like a function."""
