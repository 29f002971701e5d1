"""A task that the model in the box has not seen: which desk of a hotel a guest's request goes to."""
