"""What a postmortem is: frozen records, pure edits, changes as data and derived facts.

Standard library only: no input or output, no clock, no interface.
"""
