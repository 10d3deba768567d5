"""What every command prints, held to the letter: a line for each call, with its exit code and a digest of its words."""
