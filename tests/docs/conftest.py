"""The documentation under test: the package `docs` lies beside `src`, so it is put on the path."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
