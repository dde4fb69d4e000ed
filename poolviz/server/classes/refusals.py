"""What a caller of a class is refused: an HTTP status and a sentence, by name."""

from typing import Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_

REFUSALS = {
    "no class": (404, N_("no class has this code; it may be over")),
    "tries": (429, N_("too many wrong codes came from this address; try again in {seconds} seconds")),
    "openings": (429, N_("this address opened many classes; try again in {seconds} seconds")),
    "no secret": (401, N_("the secret of the teacher or of a student of this class is missing")),
    "no teacher": (403, N_("only the teacher of this class can do this")),
    "no student": (403, N_("only a student of this class can answer")),
    "stranger": (403, N_("the secret is not one of this class")),
    "classes": (503, N_("at most {most} classes can be open at once; end one, or try again later")),
    "students": (409, N_("this class is full: at most {most} students can join")),
    "rounds": (409, N_("a class can vote at most {most} times; open another one")),
    "steps": (409, N_("a plan has at most {most} steps")),
    "no question": (409, N_("no question has been asked yet")),
    "not revealed": (409, N_("the answer has not been revealed yet")),
    "still open": (409, N_("the round is still open; close it before the class answers again")),
    "closed": (409, N_("this round is closed; the answer was not counted")),
    "body": (400, N_("the body must be a JSON object with {keys}")),
    "field": (400, N_("`{key}` must be {rule}")),
    "large": (413, N_("the body must be at most {most} bytes long")),
    "late": (408, N_("the body took longer than {most} seconds")),
    "busy": (503, N_("the server is busy; try again in a moment")),
    "store": (503, N_("the classes cannot be kept in {folder}: {reason}")),
}


class RefusedError(Exception):
    """One of REFUSALS: its HTTP `status`, and the `error` that says why."""

    def __init__(self, name: str, **values: Any) -> None:
        self.status, template = REFUSALS[name]
        self.error = PoolvizError(template, **values)
        self.seconds: int | None = values.get("seconds")
        super().__init__(str(self.error))
