"""What makes the tests quick: nothing here changes what they see."""

import os

import torch

if os.environ.get("PYTEST_XDIST_WORKER"):
    # Workers share the cores: one that takes them all only makes the others wait.
    torch.set_num_threads(1)
