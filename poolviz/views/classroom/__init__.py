"""A live class in the browser: who teaches, who answers, and what the projector shows."""
