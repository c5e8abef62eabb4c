"""A video of many scenes."""
