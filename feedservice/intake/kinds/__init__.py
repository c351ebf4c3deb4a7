"""What a file is: by the ending of its name, and by its first bytes; what is not read, and what the desk says then. Pure."""
