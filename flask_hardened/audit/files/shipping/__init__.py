"""How the app is shipped: what Dockerfiles, Compose files, units, scripts and servers' settings say."""
