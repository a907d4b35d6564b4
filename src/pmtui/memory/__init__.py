"""What a team remembers over many postmortems: what a search means, what resembles, what was
promised. Pure code over values; only the store reads them from the file."""
