"""What git says; knows nothing of decisions."""
