"""The strangers' entry; see run."""
import argparse
import importlib
import sys

from client import Checks

THEMES = ["headers", "calls", "flood"]


def main():
    options = argparse.ArgumentParser(prog="strangers/run")
    options.add_argument("themes", nargs="*", metavar="THEME", help=", ".join(THEMES))
    options.add_argument("--minutes", type=float, default=0, help="for the floods in all, and for the calls to each backend")
    options.add_argument("--mixed", action="store_true", help="all floods at once, too, in the second half of the time")
    options.add_argument("--only", default="", help="the rows whose name begins so, for example B3 or A")
    given = options.parse_args()
    if unknown := set(given.themes) - set(THEMES):
        options.error(f"there is no theme {', '.join(sorted(unknown))}")
    checks = Checks(given.only)
    for theme in given.themes or THEMES:
        print(f"-- {theme}", flush=True)
        try:
            importlib.import_module(theme).run(checks, given.minutes, given.mixed)
        except Exception as error:  # the other themes still count
            checks.that(theme, False, f"{type(error).__name__}: {error}", "it runs to its end")
    print(f"strangers: {checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
