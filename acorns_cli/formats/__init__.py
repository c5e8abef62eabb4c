"""A report as text: one small pure function for each format."""
