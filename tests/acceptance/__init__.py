"""The installed commands against real repositories made by real git."""
