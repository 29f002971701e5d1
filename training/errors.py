class TrainingError(Exception):
    """What the user can mend: data, files, options. The message is all that is printed."""
