"""``slipstick mcp``."""

import click

from ..errors import SlipstickError
from ._options import Plain, specs


@click.command("mcp", cls=Plain, short_help="Serve every question to an assistant.")
@specs()
def command(specs: str | None) -> None:
    """Serve every question as a tool to an assistant, by the Model Context Protocol.

    It speaks over standard input and output, and ends with the input; an assistant's program starts it:
    {"command": "slipstick", "args": ["mcp"]}.

    \b
    Examples:
      slipstick mcp
      slipstick mcp --specs mychip.yaml
    """
    from ..specs.catalogue import catalogue

    catalogue(specs)  # a wrong path is told before anybody waits for an answer
    try:
        from ..mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio"):
            raise
        raise SlipstickError("a tool server needs the package mcp: pip install 'slipstick[mcp]'") from None
    serve(specs)
