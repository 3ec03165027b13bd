"""Makes what the index holds, part by part."""
