"""A link to take along: copied, as a QR code, as a frame in another page."""
