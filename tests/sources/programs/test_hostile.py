"""Programs that want to hurt: each ends soon, in a PoolvizError, and reaches nothing outside."""

import random
import threading
import time

import psutil
import pytest
import torch

from poolviz import PoolvizError, trace_program
from poolviz.sources.programs.sandbox.allowlist import words

X = torch.zeros(1, 1, 12, 12)
CLASS = """
class Net(nn.Module):
  def __init__(self):
    super().__init__()
    {init}
  def forward(self, x):
    {body}
"""


def net(body: str, init: str = "pass") -> str:
    return CLASS.format(init=init, body=body)


WIDE = "self.c = nn.Conv2d(1, 99, 999)\n    self.p = nn.ConstantPad2d(1500, 0)"
HOSTILE = {
    "loop": ("while True: pass", "did not come to an end in time"),
    "long loop": ("n = 0\nfor i in range(10**12): n += i", "did not come to an end in time"),
    "loop in forward": (net("while True: pass"), "did not come to an end in time"),
    "print": ("while True: print('x' * 1000)", "did not come to an end in time"),
    "list": ("a = [0] * 10**10", "more memory"),
    "text": ("a = 'x'\nwhile True: a += a", "more memory"),
    "power": ("a = 2 ** 10**9", "more memory"),
    "recursion": ("def f(n): return f(n + 1)\nf(0)", "calls itself without an end"),
    "net in net": (net("return x", "self.a = Net()"), "nested at most 60 deep"),
    "calls itself": (net("return self(x)"), "nested at most 60 deep"),
    "layers": ("net = nn.Sequential(*[nn.ReLU() for i in range(10**6)])", "at most 2000 layers"),
    "steps": (net("while True: x = F.relu(x)"), "at most 4000 steps"),
    "weights": ("net = nn.Linear(10**9, 10**9)", "too large"),
    "many weights": ("net = nn.Sequential(*[nn.Linear(3000, 3000) for i in range(100)])", "too large"),
    "kernel": ("net = nn.Conv2d(10**6, 10**6, 1000)", "too large"),
    "padding": ("net = nn.Sequential(nn.ConstantPad2d(10**6, 0))", "too large"),
    "padding alone": ("net = nn.ConstantPad2d(10**6, 0)", "too large"),
    "zeros": (net("return x", "self.z = torch.zeros(10**12)"), "too large"),
    "tensor": (net("return torch.Tensor(10**6, 10**6)"), "too large"),
    "repeat": (net("return x.repeat(10**5, 10**5, 1, 1)"), "too large"),
    "grown": (net("for i in range(60): x = torch.cat([x, x])\n    return x"), "too large"),
    "work": (net("return self.c(self.p(x))", WIDE),
             "too large"),
    "stacked": ("net = nn.LSTM(10, 10, 10**9)", "`num_layers` may be at most 16"),
    "shared list": ("a = [0] * 10**6\nb = [a] * 1000\n" + net("return torch.tensor(b)"), "longer than a"),
    "tuple": ("net = nn.MaxPool2d((2,) * 10**6)", "longer than a network needs"),
    "number": ("net = nn.MaxPool2d(10**100)", "a number must be from"),
    "file": ("a = open('/etc/passwd').read()\n" + net("return x * a"), r"what eval.*is|what open.*is"),
    "file attribute": (net("return x.tofile('/tmp/a')"), "no attribute 'tofile'|cannot be run"),
    "save": (net("return torch.save(x, 'a')"), r"what torch\.save is"),
    "load": ("net = torch.load('net.pt')", "must make a network"),
    "system": ("import os\nnet = nn.Linear(os.system('true'), 2)", r"what os\.system\(\) is"),
    "bases": ("().__class__.__bases__[0].__subclasses__()", "no attribute '__class__'"),
    "globals": ("(lambda: 0).__globals__", "no attribute '__globals__'"),
    "host": ("pv_host([], None, 0)", "cannot be run here"),
    "own name": ("class A: pass\nsetattr(A(), 'pv_id', 3)", "no name may begin with pv_"),
    "own attribute": (net("self.pv_id = 1\n    return x"), "pv_id cannot be run here"),
    "getattr": (net("return getattr(self, 'pv' + '_params')"), "no name may begin with pv_"),
    "hold itself": ("net = nn.Sequential()\nnet.append(net)\nprint(net)", "must make a network"),
    "deep text": ("net = " + "nn.Sequential(" * 200 + ")" * 200, "nested too deeply"),
    "deep brackets": ("(" * 5000 + ")" * 5000, "Python cannot read"),
    "null": ("net = '\0'", "Python cannot read|must be Python"),
    "surrogate": ("net = nn.ReLU(); a = '\ud800'", "Python cannot read|must be Python"),
    "long text": ("#" * 60_000, "at most 50000 characters"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_ends_in_a_refusal(case):
    text, said = HOSTILE[case]
    began = time.monotonic()
    with pytest.raises(PoolvizError, match=said):
        trace_program(text, X)
    assert time.monotonic() - began < 20


def test_a_program_that_never_ends_is_ended_soon():
    trace_program("net = nn.ReLU()", X)
    took = []
    for _time in range(3):
        began = time.monotonic()
        with pytest.raises(PoolvizError, match="did not come to an end in time"):
            trace_program("while True: pass", X)
        took.append(time.monotonic() - began)
    assert min(took) < 0.8


def test_nothing_is_slept_through_and_no_clock_moves():
    began = time.monotonic()
    run = trace_program("import time\ntime.sleep(100)\nnet = nn.MaxPool2d(2)", X)
    assert run.output.shape == (1, 1, 6, 6)
    assert time.monotonic() - began < 20


def test_what_one_program_did_is_unknown_to_the_next():
    trace_program("secret = 3\nnet = nn.ReLU()", X)
    with pytest.raises(PoolvizError, match="what secret is"):
        trace_program("net = nn.Linear(secret, 2)", X)


def test_at_rest_no_process_works():
    trace_program("net = nn.ReLU()", X)
    with pytest.raises(PoolvizError):
        trace_program("while True: pass", X)
    workers = [one for one in psutil.Process().children() if "monty" in one.name()]
    assert len(workers) <= 2
    before = [sum(one.cpu_times()[:2]) for one in workers]
    time.sleep(0.5)
    assert [sum(one.cpu_times()[:2]) for one in workers] == before
    assert all(one.memory_info().rss < 100_000_000 for one in workers)


def test_several_threads_share_the_sandbox():
    found = []

    def work(k: int) -> None:
        found.append((k, trace_program(f"net = nn.MaxPool2d({k})", X).output.shape[-1]))

    threads = [threading.Thread(target=work, args=(k,)) for k in (2, 3, 4, 6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == [(2, 6), (3, 4), (4, 3), (6, 2)]


_WORDS = words("""
    nn.Conv2d nn.MaxPool2d nn.Sequential nn.Linear nn.ModuleList F.relu F.max_pool2d torch.cat
    class_Net(nn.Module): def_forward(self,x): return_self.pool x.view x.size super().x() for in if else
    while_True: lambda_ : ( ) [ ] , . = += == * ** - / // 1 2 -1 10**9 'a' None True ... x net self @ %
    ! \\ ' " ; # 0.5 1e999 del_ global_ yield_ import_torch.nn_as_nn from try: except: raise_ await_
    print range len getattr [::2] “ ＝ 层
""")
_PIECES = [one.replace("_", " ") for one in _WORDS] + ["\n", "\0", "\ud800", "\n    ", "\n        ", "{", "}"]


def test_any_text_ends_in_a_trace_or_a_refusal():
    seed = random.Random(11)
    ends = []
    for _ in range(300):
        text = "".join(seed.choice(_PIECES) + seed.choice(("", " ")) for _ in range(seed.randint(1, 25)))
        try:
            ends.append(len(trace_program(text, X.to("meta")).steps))
        except PoolvizError as error:
            ends.append(str(error))
    assert len(ends) == 300
    assert all(ends), "a trace has steps, a refusal says why"
    assert len(set(ends)) > 10, "the texts are refused for reasons of their own"
