"""A live class: a teacher shows and asks, students answer on their own screens."""
