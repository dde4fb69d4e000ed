"""The command `poolviz`: the app, and the library for people at a terminal."""
