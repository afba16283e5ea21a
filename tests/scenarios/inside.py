"""A hand inside an installation: reads a line of JSON (Python code), runs it by the rooms' doors, answers with a line.

A process that stays saves the two seconds that every new Python with Django would cost a story.
"""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any


def main() -> None:
    import django

    django.setup()
    from django.db import close_old_connections

    out = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        close_old_connections()
        names: dict[str, Any] = {}
        try:
            exec(json.loads(line), names)
            answer = {"value": names.get("value")}
        except Exception:
            answer = {"error": traceback.format_exc()[-3000:]}
        out.write(json.dumps(answer, default=str) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
