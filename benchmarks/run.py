"""Runs all benchmarks and prints a table. Only ratios and differences mean anything on another machine."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(1, str(Path(__file__).parents[1] / "tests" / "support"))

import bench_files
import bench_http
import bench_import
import bench_memory
import bench_openrouter
import bench_prompts
import bench_quotes
import bench_ranking
import bench_samples
import bench_screen
import bench_stores
import bench_worker
from measuring import Row


def main() -> None:
    found: list[Row] = []
    benches = (
        bench_import,
        bench_screen,
        bench_memory,
        bench_prompts,
        bench_ranking,
        bench_quotes,
        bench_samples,
        bench_http,
        bench_files,
        bench_stores,
        bench_worker,
        bench_openrouter,
    )
    for bench in benches:
        print(f"{bench.__name__} …", file=sys.stderr)
        found += bench.rows()
    widths = [max(len(getattr(row, field)) for row in found) for field in ("name", "figure", "target")]
    for row in found:
        print(f"{row.name:{widths[0]}}  {row.figure:>{widths[1]}}  {row.target:{widths[2]}}  {row.raw}")


if __name__ == "__main__":
    main()
