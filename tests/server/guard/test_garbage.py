"""What is loaded once is not walked over by the garbage collector while people listen."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_server_takes_torch_out_of_the_collectors_walks_before_anybody_comes() -> None:
    program = "import gc, sys, app; print('torch' in sys.modules, gc.get_freeze_count() > 50_000)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True"], done.stderr[-2_000:]
