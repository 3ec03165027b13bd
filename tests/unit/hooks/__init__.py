"""What git runs, on repositories made by real git."""
