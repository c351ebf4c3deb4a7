"""What other extractors take for the story of a whole page: votes beside our own judgement, never words. Pure."""
