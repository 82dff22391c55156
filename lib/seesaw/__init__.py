"""Seesaw: live lectures on attention."""
