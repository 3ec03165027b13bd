"""What git says, held against git itself."""
