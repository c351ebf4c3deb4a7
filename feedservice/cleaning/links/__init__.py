"""Addresses inside a body: of links, pictures, players of other sites. Pure."""
