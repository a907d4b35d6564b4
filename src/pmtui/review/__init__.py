"""What a good postmortem looks like: the criteria, their findings and the gate to complete."""
