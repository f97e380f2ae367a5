"""The command `foedus`. Each noun has a file of its own; this one only puts them together.

`foedus --help` must answer at once, so nothing here imports more than typer: commands
import what is heavy (NumPy, pandas, JAX, xarray) inside themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from foedus import __version__
from foedus.cli import (
    backtest,
    calibrate,
    check,
    compare,
    diagnose,
    discover,
    explain,
    init,
    lexicon,
    read,
    report,
    run,
    sensitivity,
    show,
    whatif,
)
from foedus.core.errors import FoedusError

STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""

app = typer.Typer(
    name="foedus",
    help="A computable model of an alliance system: evidence and data in, scenario "
    "probabilities out, under each policy, with the reasons.",
    epilog="Example: foedus run",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # a bracket in a help text is a bracket
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("run", epilog=run.EXAMPLE)(run.run)
app.command("compare", epilog=compare.EXAMPLE)(compare.compare)
app.command("whatif", epilog=whatif.EXAMPLE)(whatif.whatif)
app.command("sensitivity", epilog=sensitivity.EXAMPLE)(sensitivity.sensitivity)
app.command("discover", epilog=discover.EXAMPLE)(discover.discover)
app.command("explain", epilog=explain.EXAMPLE)(explain.explain)
app.command("report", epilog=report.EXAMPLE)(report.report)
app.command("init", epilog=init.EXAMPLE)(init.init)
app.command("check", epilog=check.EXAMPLE)(check.check)
app.command("calibrate", epilog=calibrate.EXAMPLE)(calibrate.calibrate)
app.command("diagnose", epilog=diagnose.EXAMPLE)(diagnose.diagnose)
app.command("show", epilog=show.EXAMPLE)(show.show)
app.command("backtest", epilog=backtest.EXAMPLE)(backtest.backtest)
app.command("read", epilog=read.EXAMPLE)(read.read)
app.add_typer(lexicon.app, name="lexicon")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"foedus {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status.

    0: done; 2: something that the user can mend, one line each on stderr; 130: stopped.
    A bug of ours shows its traceback.
    """
    _tolerate_narrow_terminals()
    try:
        status = app(args=arguments, prog_name="foedus", standalone_mode=False)
    except FoedusError as fault:
        return _refuse(str(fault))
    except typer.TyperException as fault:  # a misused option, before any command runs
        message = fault.format_message().replace("Value error, ", "").rstrip(".")
        return _refuse(f"{message}; see `foedus --help`")
    except (KeyboardInterrupt, typer.Abort):
        status = STOPPED
    if status == STOPPED:
        typer.echo("stopped", err=True)
    return status if isinstance(status, int) else 0


def _tolerate_narrow_terminals() -> None:
    # a letter that a terminal lacks (Vietnamese on cp1252) becomes `?` and not a traceback
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refuse(message: str) -> int:
    typer.echo(message, err=True)
    return 2


if __name__ == "__main__":
    sys.exit(main())
