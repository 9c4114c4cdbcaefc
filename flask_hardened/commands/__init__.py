"""The commands of ``flask hardened``, one file each: parsing and printing only."""
