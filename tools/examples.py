"""The commands shown in help, README and CONTRIBUTING, and what the pages say they print."""

import re
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)

LIST = """\
gpu,HBM,bf16,released
NVIDIA H100 PCIe,80,1513 TFLOP/s,2022
AMD MI300X,192,1307 TFLOP/s,2023-12
Voodoo2,,,1998
"""
MINE = """\
command,m,n,k,on,time [us]
matmul,4096,4096,4096,a100,600
"""
KERNELS = """\
name,work,traffic,time
gemm,0.2 TFLOP,3 GB,1.9 ms
stencil,30 GFLOP,40 GB,40 ms
"""


@cache
def place() -> str:
    """A folder with the spec the README shows, and tables of somebody else's and one's own, where the examples run."""
    folder = tempfile.mkdtemp()
    text = (TOP / "README.md").read_text(encoding="utf-8")
    spec = re.search(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    Path(folder, "mychip.yaml").write_text(spec, encoding="utf-8")
    Path(folder, "list.csv").write_text(LIST, encoding="utf-8")
    Path(folder, "mine.csv").write_text(MINE, encoding="utf-8")
    Path(folder, "kernels.csv").write_text(KERNELS, encoding="utf-8")
    Path(folder, "runs.csv").write_text(runs(), encoding="utf-8")
    return folder


def runs() -> str:
    """A table of trained models: twelve sizes and amounts of tokens, with the losses of a known law."""
    grid = [(size, tokens) for size in (1e8, 4e8, 2e9, 8e9) for tokens in (2e9, 2e10, 2e11)]
    rows = [f"{size:.0f},{tokens:.0f},{1.8 + 480 / size**0.35 + 2000 / tokens**0.36:.4f}" for size, tokens in grid]
    return "\n".join(["parameters,tokens,loss", *rows, ""])


def run(arguments: list[str], **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "slipstick", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=place(), **options
    )


def shown(page: str) -> list[tuple[str, str]]:
    """Each '$ slipstick ...' of a page's console blocks, with the text under it."""
    found = []
    for block in BLOCK.findall((TOP / page).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


def printed(command: str) -> str:
    """What a command of a page prints: its answer, or its one line of error."""
    words = shlex.split(command)
    assert words[0] == "slipstick", command
    done = run(words[1:])
    return (done.stdout + done.stderr).rstrip("\n")


def in_help() -> list[str]:
    """Every example of the help of every command."""
    texts = [run(["--help"]).stdout]
    names = re.findall(r"^  (\w+)  ", texts[0].split("Commands:")[1], re.MULTILINE)
    texts += [run([name, "--help"]).stdout for name in names]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip().startswith("slipstick ")]
