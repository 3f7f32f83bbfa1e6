"""`python -m preflight`, and the command `preflight`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from preflight.errors import ExitCode, PreflightError


def entry() -> None:
    """The command's entry point: exits with the verdict's status, and with 70 for anything unforeseen."""
    import gc
    import os

    # A command makes many objects that live to its end; looking through them again and again finds next to no rubbish.
    gc.set_threshold(20_000, 20, 20)
    status = main(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads on, or the disk is full: nobody saw a verdict
        status = ExitCode.BUG
    # All files are closed by now; taking the interpreter down module by module would cost a tenth of a second more.
    os._exit(status)


def main(arguments: Sequence[str]) -> int:
    """Run the command line and give its exit status. Nothing that happens in it is ever a pass by accident."""
    import click

    from preflight.cli import preflight

    try:
        status = preflight.main(args=list(arguments), prog_name="preflight", standalone_mode=False)
    except PreflightError as error:
        click.echo(f"preflight: {error}" if error.exit_code != ExitCode.INPUT else str(error), err=True)
        return error.exit_code
    except click.exceptions.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return ExitCode.INPUT
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:  # the last net: our own bug ends with 70, never with a verdict's status
        return _bug(error)
    return status if isinstance(status, int) else ExitCode.GO


def _bug(error: Exception) -> int:
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    # The error's own text may quote the send; where it happened is what its mender needs.
    sys.stderr.write(f"preflight: our own bug: {type(error).__name__} in {last.name}, line {last.lineno}\n")
    return ExitCode.BUG


def _closed_pipe() -> int:
    """Whoever read our output went away before it ended: nobody saw a verdict."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.BUG


if __name__ == "__main__":
    entry()
