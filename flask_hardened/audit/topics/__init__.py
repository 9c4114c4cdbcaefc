"""Rules that belong to no room: nothing that ``Hardened(app)`` offers would mend what they find.

One folder for each topic, one file for each rule.
"""
