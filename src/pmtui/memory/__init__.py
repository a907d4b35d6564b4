"""What all postmortems together remember: promises, recurring themes, incidents that resemble.

Everything here is pure: rows come from the store, which stands above, and answers go to the
command line and the screens. A list needs no record classes, so none are imported for one.
"""
