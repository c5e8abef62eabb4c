"""A video of many scenes, in a file: what it costs, what changed, how far it is."""
