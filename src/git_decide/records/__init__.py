"""What a decision is; knows nothing of git."""
