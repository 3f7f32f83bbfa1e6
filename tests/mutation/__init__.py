"""One seeded fault at a time: sound mails in four dialects and two languages, and whether each fault is found.

A family adds its faults in a file `faults_<area>.py` that holds a table `FAULTS`; nothing has to be registered.
"""
