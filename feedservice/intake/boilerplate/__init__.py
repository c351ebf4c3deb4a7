"""What is no news: lines and end marks that belong to the paper, not to the story. Pure."""
