"""What is no news: whole lines and end marks that belong to the paper, not to the story; tables by language. Pure."""
