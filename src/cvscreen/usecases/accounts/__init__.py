"""What people do with accounts: register, log in, stay logged in, leave."""
