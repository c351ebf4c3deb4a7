"""What deploy/ ships, run by the programs it is for."""
