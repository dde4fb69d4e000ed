"""`python -m poolviz.command` is the command `poolviz`, in a checkout too."""

import sys

from poolviz.command.main import main

if __name__ == "__main__":
    sys.exit(main())
