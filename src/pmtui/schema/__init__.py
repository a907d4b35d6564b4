"""The edge: documents from outside are checked here before they become a postmortem.

Only modules of this package import pydantic, inside the functions that need it; nothing at
start-up imports them.
"""
