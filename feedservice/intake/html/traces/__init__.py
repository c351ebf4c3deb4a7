"""What the program that made a page left in its story: marks in the text, first letters set apart, figures of notes, cards. Pure."""
