"""What classes are kept in: SQLite in a folder, or Redis where several servers share them."""
