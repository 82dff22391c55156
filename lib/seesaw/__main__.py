"""`python -m seesaw`: the command `seesaw`, where its folder is not on the PATH."""

import sys

from seesaw.cli import main

if __name__ == "__main__":
    sys.exit(main())
