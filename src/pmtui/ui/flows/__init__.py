"""What takes several steps on the workbook: completing, exporting, the editor, pastes."""
