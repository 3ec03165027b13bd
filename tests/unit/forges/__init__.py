"""What forges say, held against a server that speaks as they do."""
