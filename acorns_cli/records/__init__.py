"""A text becomes a tree, a tree becomes frozen records, every fault with its line."""
