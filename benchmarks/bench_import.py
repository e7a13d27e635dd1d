"""What `import cvscreen` costs beside `import asyncio, msgspec`, each less the bare interpreter."""

from __future__ import annotations

import sys

from measuring import Row, in_turn


def rows() -> list[Row]:
    ours, theirs = in_turn(
        [sys.executable, "-c", "import cvscreen"], [sys.executable, "-c", "import asyncio, msgspec"], 15
    )
    bare, _ = in_turn([sys.executable, "-c", "pass"], [sys.executable, "-c", "pass"], 15)
    return [
        Row(
            "import cvscreen / import asyncio, msgspec",
            f"{(ours - bare) / (theirs - bare):.2f}x",
            "1.5x at most",
            f"{(ours - bare) * 1000:.0f} ms / {(theirs - bare) * 1000:.0f} ms",
        )
    ]
