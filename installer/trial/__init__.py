"""Trying the installed program as a clerk would: its windows, by keyboard, on a screen of their own."""


class TrialFailed(Exception):
    """The program did not do what the trial expects; the message is a sentence that names the step."""
