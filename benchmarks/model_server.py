"""The tests' model server in a process of its own, so that its work is not counted: prints where it listens.

python benchmarks/model_server.py <seconds that each answer takes>
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from openrouter_models import plain, saying
from openrouter_server import OpenRouterServer, served

if __name__ == "__main__":
    with served(OpenRouterServer(model=saying(plain), seconds=float(sys.argv[1]))) as url:
        print(url, flush=True)
        sys.stdin.read()
