"""Words in any script; knows no article. Pure."""
