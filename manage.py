#!/usr/bin/env python
"""Django's own command line, for the people who build Huitou; who runs it uses `huitou`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.settings")
    execute_from_command_line(sys.argv)
