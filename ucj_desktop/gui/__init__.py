"""Floor 5, door two: the windows; the only home of Qt."""

from ucj_desktop.gui.lasting_constants import keep_constants

keep_constants()  # before the first window, whoever opens it
