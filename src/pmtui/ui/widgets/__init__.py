"""Building blocks of screens and panes: lists, forms, entry lines, prose, choosers."""
