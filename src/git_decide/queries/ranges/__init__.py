"""Judges what arrives as a range of commits: by a push, in a pull request, on a server."""
