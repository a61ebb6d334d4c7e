"""The server, asked by the SDK's own client."""

import os
import sys
from functools import partial

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

import slipstick
from slipstick.mcp.server import called, server, tools

MATMUL = {"m": 4096, "n": 4096, "k": 4096, "on": "a100"}


def told(rule):
    """What a rule of a client comes to."""

    async def run():
        async with Client(server()) as client:
            return await rule(client)

    return anyio.run(run)


def test_every_tool_is_declared_with_its_schema():
    declared = told(Client.list_tools).tools
    assert {tool.name: tool.input_schema for tool in declared} == {name: tool.schema for name, tool in tools().items()}
    assert all(tool.annotations.read_only_hint for tool in declared)


def test_a_call_is_answered_in_text_and_in_structure():
    answer = told(partial(Client.call_tool, name="matmul", arguments=MATMUL))
    assert not answer.is_error
    assert answer.content[0].text == slipstick.matmul(4096, 4096, 4096, on="a100").text()
    assert answer.structured_content["answer"]["unit"] == "s"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("matmull", {}, "unknown tool 'matmull': did you mean matmul?"),
        ("matmul", {}, "matmul needs m"),
        ("matmul", {**MATMUL, "on": "b"}, "unknown device 'b'"),
        ("calc", {"expression": "3 GB + 4 s"}, "3 GB + 4 s\n  ^"),
    ],
)
def test_an_error_is_an_answer_in_the_words_of_the_product(name, given, message):
    answer = told(partial(Client.call_tool, name=name, arguments=given))
    assert answer.is_error
    assert message in answer.content[0].text


def test_a_hundred_calls_at_once_are_each_answered():
    async def all_at_once(client):
        found = {}

        async def one(m):
            found[m] = await client.call_tool("matmul", {**MATMUL, "m": m})

        async with anyio.create_task_group() as group:
            for m in range(1, 101):
                group.start_soon(one, m)
        return found

    found = told(all_at_once)
    assert len(found) == 100
    assert all(f"matmul {m} x 4096" in answer.content[0].text for m, answer in found.items())


def test_calls_that_are_given_up_hurt_no_other():
    async def given_up(client):
        answered = []

        async def one():
            answered.append(await client.call_tool("sheet", {"name": "latency"}))

        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(one)
            await anyio.sleep(0.01)
            group.cancel_scope.cancel()
        return len(answered), await client.call_tool("matmul", MATMUL)

    answered, after = told(given_up)
    assert answered < 20
    assert not after.is_error


def test_the_command_serves_over_its_streams():
    async def run():
        streams = stdio_client(
            StdioServerParameters(command=sys.executable, args=["-m", "slipstick", "mcp"], env={**os.environ})
        )
        async with Client(streams) as client:
            return await client.call_tool("calc", {"expression": "80 GB / 2 TB/s"})

    assert anyio.run(run).content[0].text == "80 GB / (2 TB/s) = 40 ms  [time]"


def test_an_answer_may_rest_on_specs_of_ones_own():
    known = tools()
    assert called(known, "calc", {"expression": "1 + 1"}).structured_content["statements"][0]["answer"]["value"] == 2
