"""Looking at an import before it lands: what was read, what is asked, what a person changes."""
