"""The timeline engine: anything pasted becomes events, questions and remarks. Pure, no I/O."""
