"""The rule and its words: text in, values out."""
