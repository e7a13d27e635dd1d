"""Adapters of the PasswordHasher port, which is not picked by URL, and the passwords that anybody would try."""
