"""The eight sections of a document, one module each, in the order in which they are read."""
