"""tools/cores.py: a small made-up machine file, and the rows it is made into."""

import subprocess

import pytest

import cores

FILE = """\
clock: 2.00 GHz
benchmarks:
  measurements:
    L1:
      1:
        cores: [1, 2]
        total size: [16.00 kB, 32.00 kB]
        results:
          load: [64 GB/s, 128 GB/s]
          copy: [32 GB/s, 64 GB/s]
          daxpy: [48 GB/s, 96 GB/s]
          triad: [64 GB/s, 128 GB/s]
    MEM:
      1:
        cores: [1, 2]
        total size: [32.00 MB, 32.00 MB]
        results:
          load: [8 GB/s, 10 GB/s]
          copy: [8 GB/s, 10 GB/s]
          daxpy: [8 GB/s, 10 GB/s]
          triad: [8 GB/s, 10 GB/s]
"""


@pytest.fixture
def found(tmp_path, monkeypatch):
    clone = tmp_path / "RRZE-HPC+kerncraft" / "repo"
    (clone / "examples" / "machine-files").mkdir(parents=True)
    (clone / "examples" / "machine-files" / "Small.yml").write_text(FILE)
    git = ["git", "-C", str(clone), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    monkeypatch.setattr(cores, "FILES", {"Small": ("epyc-7452", "kerncraft-epyc-7452", 2)})
    return [*cores.rows(str(tmp_path))]


def test_loops_of_one_thread_and_in_memory_those_of_all_are_rows(found):
    assert [(row["threads"], row["level"]) for row in found[::4]] == [(1, "L1d"), (1, "memory"), (2, "memory")]
    assert all(row["clock"] == "2.00GHz" and row["on"] == "epyc-7452" for row in found)


def test_the_time_is_the_traffic_over_the_rate(found):
    load, copy, axpy, triad = found[:4]
    assert (load["size"], load["time [us]"]) == ("16000 B", "0.25")  # 16 kB at 64 GB/s
    assert (copy["size"], copy["time [us]"]) == ("8000 B", "0.5")  # two arrays of 8 kB at 32 GB/s
    assert (axpy["elements"], axpy["time [us]"]) == (1000, "0.5")  # 24 kB at 48 GB/s
    assert (triad["elements"], triad["reads"], triad["writes"], triad["time [us]"]) == (500, 3, 1, "0.25")


def test_printed_rates_are_reads_of_so_many_bytes():
    row = next(row for row in cores.printed() if row["on"] == "epyc-9684x" and row["level"] == "L3")
    assert (row["kernel"], row["threads"], row["size"]) == ("read", 1, "16000000 B")
    assert float(row["time [us]"]) == pytest.approx(16e6 / 90e9 * 1e6, rel=1e-5)
