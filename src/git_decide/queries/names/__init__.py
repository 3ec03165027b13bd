"""What records are called: numbers, new names, and everything that names them."""
