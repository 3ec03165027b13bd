"""What the rules are and what they say of a change; knows no git."""
