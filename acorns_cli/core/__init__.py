"""What a job is, what prices are, and what the job costs."""
