"""What can happen. Each fault is a class with a name, a sentence about it, and `disturb`, which does it while events are fed."""
