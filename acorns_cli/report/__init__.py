"""Any result as a neutral report."""
