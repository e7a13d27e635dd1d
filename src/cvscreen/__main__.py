"""`python -m cvscreen` is the command line."""

from cvscreen.entrypoints.cli import main

main(prog_name="cvscreen")
