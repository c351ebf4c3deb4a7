"""What orders on the words of an article do: another value for a field, the class of a change, correction notes. Touches: database."""
