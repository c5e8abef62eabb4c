"""Which price lists there are, and whether they prove themselves."""
