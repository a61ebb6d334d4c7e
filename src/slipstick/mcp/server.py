"""The server: the tools over standard input and output, by the protocol's own SDK."""

import sys
from typing import Any

import anyio
import mcp_types as types
from anyio import CapacityLimiter, to_thread
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from ..errors import SlipstickError, UsageError
from ..words import did_you_mean, quoted
from .lookups import lookup_tools
from .questions import ask_tool, question_tools
from .tool import Tool

ABOUT = (
    "Computer hardware by published facts and tested models: how long kernels, transfers, inference and training take, "
    "whether a model fits, what a part can do. Every answer has its range, unit, assumptions and sources."
)
READS = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def tools(specs: str | None = None) -> dict[str, Tool]:
    """Every tool by its name. specs: a file or folder of one's own specs, used before the shipped ones."""
    return {tool.name: tool for tool in (ask_tool(specs), *lookup_tools(specs), *question_tools(specs))}


def server(specs: str | None = None) -> Server[Any]:
    """The server of the tools. specs: as of :func:`tools`.

    One question is answered at a time, beside the thread that reads: one that waits can still be cancelled.
    """
    known, turn = tools(specs), CapacityLimiter(1)

    async def list_tools(ctx: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_declared(tool) for tool in known.values()])

    async def call_tool(ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await to_thread.run_sync(called, known, params.name, params.arguments or {}, limiter=turn)

    from .. import __version__

    return Server(
        "slipstick", version=__version__, instructions=ABOUT, on_list_tools=list_tools, on_call_tool=call_tool
    )


def called(known: dict[str, Tool], name: str, given: dict[str, Any]) -> types.CallToolResult:
    """What one call comes to: the answer, or the error in the product's own words."""
    try:
        if name not in known:
            raise UsageError(f"unknown tool {quoted(name)}: {did_you_mean(name, known)}")
        told, made = known[name].ask(given)
    except SlipstickError as error:
        told = "\n".join(filter(None, (str(error), getattr(error, "picture", ""))))
        return types.CallToolResult(content=[types.TextContent(text=told)], is_error=True)
    return types.CallToolResult(content=[types.TextContent(text=told)], structured_content=made)


def _declared(tool: Tool) -> types.Tool:
    return types.Tool(name=tool.name, description=tool.help, input_schema=tool.schema, annotations=READS)


def serve(specs: str | None = None) -> None:
    """Serve over standard input and output until the input ends. Raises SlipstickError where one of them is closed."""
    if not all(hasattr(stream, "buffer") for stream in (sys.stdin, sys.stdout)):
        raise SlipstickError("a tool server speaks over standard input and output, and one of them is closed")
    made = server(specs)

    async def run() -> None:
        async with stdio_server() as (reads, writes):
            await made.run(reads, writes, made.create_initialization_options())

    anyio.run(run)
