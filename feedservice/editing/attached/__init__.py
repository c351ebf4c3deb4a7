"""The sounds, films and documents of one article: which it names, and what each is. Touches: disk, as told in its modules."""
