"""What an estimate is good for: which model, how long a video, what to buy."""
