"""Finds what is wrong, tells only what is new, mends what has one answer."""
