"""What the measurements share: how loaded the machine is, medians side by side, and a table of them.

Nothing here is run by the tests, and nothing asserts a time: each script beside this one is started by hand and prints
what it measured, in one run, so that the ratios hold on whatever machine it ran.
"""

import os
import platform
import statistics
from pathlib import Path


def machine():
    """One line on the machine and on how busy it is now; print it before and after measuring."""
    load = " ".join(f"{x:.2f}" for x in os.getloadavg())
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}; load average {load}"


def _processor():
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    return names[0].partition(":")[2].strip() if names else platform.processor() or platform.machine()


def percentile(times, share):
    """The value that `share` (0..1) of the sorted `times` do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(times):
    """Median and 95th percentile.  -> (float, float), in the unit of `times`"""
    return statistics.median(times), percentile(times, 0.95)


def table(head, rows):
    """Print rows under their heads, as Markdown that also reads well in a terminal."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    for line in lines:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
