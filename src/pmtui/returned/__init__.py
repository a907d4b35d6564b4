"""An exported copy that comes back: of which state it is one, what differs, what is taken of it."""
