"""How results are put into words; knows nothing of how they were found."""
