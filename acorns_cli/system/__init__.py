"""The only modules that touch files, the clock and the environment."""
