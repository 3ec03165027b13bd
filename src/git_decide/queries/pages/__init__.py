"""The pages that are generated for people: the agenda, the brief."""
