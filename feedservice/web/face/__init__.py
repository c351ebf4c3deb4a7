"""The newsroom's own pictures as readers get them: `face_pictures`. Touches: what the module says."""
