"""Who may use each route, and what guards it: as a table, and as a lock that a build compares with."""
