"""What a picture is, says and is served as. Touches: disk (the state folder), network if allowed."""
