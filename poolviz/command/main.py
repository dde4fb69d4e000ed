"""What the command takes, and how it ends: 0, 1 where poolviz refuses, 2 where the command cannot be read."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from poolviz.command.layers import explain_layer, figure_of_layer
from poolviz.command.models import trace_model
from poolviz.command.serve import open_app
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.server.build import version
from poolviz.texts import LANGUAGES, _, error_text, speaking

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
REFUSED, INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, those of the terminal where none are given, and return its status.

    >>> main(["explain", "nn.LinearPool2d(2)"])
    1
    """
    for stream in (sys.stdout, sys.stderr):  # numbers are written with signs that not every code page has
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with speaking(_language(arguments)):
        options = parser().parse_args(arguments)
        try:
            options.run(options)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read along has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KeyboardInterrupt:
            return INTERRUPTED
        except (PoolvizError, ModuleNotFoundError, OSError) as error:
            print("poolviz:", _said(error), file=sys.stderr)
            return REFUSED
    return 0


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments; its `run` is what to do with them."""
    made = argparse.ArgumentParser("poolviz", description=_("Open the app, or explain a layer here."))
    made.add_argument("--version", action="version", version=version())
    made.add_argument("--language", choices=LANGUAGES, default="en", help=_("language of all texts"))
    made.add_argument("--port", type=_port, help=_("port of the app; 8501, or the next that is free"))
    made.add_argument("--address", help=_("address to listen on; without it all that this machine has"))
    made.add_argument("--data", help=_("folder for data sets and classes"))
    made.add_argument("--no-browser", action="store_true", help=_("open no browser"))
    made.set_defaults(run=open_app)
    below = made.add_subparsers(metavar=_("command"))
    explaining = _subcommand(below, "explain", _("windows, winners and sizes of a layer"), explain_layer)
    drawing = _subcommand(below, "figure", _("a layer on a matrix as a picture"), figure_of_layer)
    tracing = _subcommand(below, "trace", _("the steps of a whole model"), trace_model)
    for one in (explaining, drawing):
        one.add_argument("layer", help=_('a layer as code: "nn.MaxPool2d(3, 2, padding=1)"'))
        one.add_argument(
            "--input", help=_("file with a matrix, or - to type one; an example if it is left out")
        )
    for one in (explaining, tracing):
        one.add_argument("--json", action="store_true", help=_("write JSON instead of text"))
    drawing.add_argument("--at", help=_("output whose window is shown: 0,1"))
    drawing.add_argument("-o", "--output", required=True, help=_("file to write: .svg, .pdf, .png or .gif"))
    tracing.add_argument("model", help=_("package.module:Model, or a program: net.py or net.py:Net"))
    tracing.add_argument("--input", required=True, help=_("shape of the input: 1,3,224,224"))
    return made


def _subcommand(
    below: Subcommands, name: str, text: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    made = below.add_parser(name, help=text, description=text)
    made.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    made.set_defaults(run=run)
    return made


def _language(arguments: Sequence[str] | None) -> str:
    """Return the language that is asked for, before anything is said in it."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    early.add_argument("--language", default="en")
    try:
        chosen = str(early.parse_known_args(arguments)[0].language)
    except argparse.ArgumentError:
        return "en"
    return chosen if chosen in LANGUAGES else "en"


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(
        _("a port is a whole number from 1 to 65535, but got {got}").format(got=text)
    )


def _said(error: Exception) -> str:
    """Return one sentence, and a line for each layer that torch would take."""
    if isinstance(error, PoolvizError):
        near = [_("torch accepts: {layer}").format(layer=code(layer)) for layer in error.fixes]
        return "\n  ".join([error_text(error), *near])
    if isinstance(error, ModuleNotFoundError):
        said = _("{module} is not installed; pip install 'poolviz[app]' brings it")
        return said.format(module=error.name)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)
