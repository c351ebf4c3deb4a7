"""What the desk is told beside what became of each file: files as a list, proofs of what no reader sees. Touches: database."""
