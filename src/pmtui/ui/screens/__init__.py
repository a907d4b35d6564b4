"""Whole screens: the library, the workbook of one postmortem, help and dialogs."""
