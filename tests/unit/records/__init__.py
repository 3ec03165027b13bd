"""Tests of what a decision is."""
