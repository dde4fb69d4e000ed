"""Questions about pooling, drawn by a seed, answered and graded by torch.

>>> q = ask("flat_index", seed=3)
>>> q.grade(q.answer).right
True
"""

from poolviz.questions.ask import TOPICS, ask
from poolviz.questions.question import Question, Verdict

__all__ = ["TOPICS", "Question", "Verdict", "ask"]
