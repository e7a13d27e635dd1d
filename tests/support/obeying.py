"""Runs `cvscreen` so that permissions hold: root may otherwise write what nobody may write."""

from __future__ import annotations

import ctypes
import os
import sys

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1

if __name__ == "__main__":
    if sys.platform == "linux" and os.geteuid() == 0:
        # What root may do is worked out anew when a program begins.
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
    os.execv(sys.executable, [sys.executable, "-m", "cvscreen", *sys.argv[1:]])
