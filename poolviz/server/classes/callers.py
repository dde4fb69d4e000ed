"""Who calls: the secret of a request, and how often an address may be wrong."""

from starlette.requests import Request

from poolviz.server.classes.guard.secrets import read_code
from poolviz.server.classes.guard.tries import Tries
from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.rooms import Caller, caller
from poolviz.server.classes.storage.store import Store

LONGEST_SECRET = 100


def code_of(request: Request) -> str:
    """Return the code of the class in the address of a request."""
    return read_code(request.path_params["code"])


def address_of(request: Request) -> str:
    """Return the network address that a request comes from."""
    return request.client.host if request.client else ""


def secret_of(request: Request, query: bool = False) -> str:
    """Return the secret of a request, "" without one; in its address only where `query` allows it."""
    scheme, _space, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        secret = request.query_params.get("secret", "") if query else ""
    return secret.strip()[:LONGEST_SECRET]


async def known(store: Store, tries: Tries, request: Request, query: bool = False) -> Caller:
    """Return the teacher or the student who calls; RefusedError for all others.

    Who has a right secret is let in whatever others did from the same address.
    """
    secret = secret_of(request, query)
    return admitted(await store.do(caller(code_of(request), secret)), tries, request, secret)


def admitted(found: Caller | None, tries: Tries, request: Request, secret: str) -> Caller:
    """Return the caller that was `found` by a secret; RefusedError where it is nobody's, which is counted."""
    if found is not None and (found.teacher or found.student):
        return found
    wrong(tries, request)
    if found is None:
        raise RefusedError("no class")
    raise RefusedError("stranger" if secret else "no secret")


def wrong(tries: Tries, request: Request) -> None:
    """Count a wrong code or secret; RefusedError where the address has tried too often."""
    patient(tries, request, "tries")
    tries.count(address_of(request))


def patient(tries: Tries, request: Request, name: str) -> None:
    """Refuse an address that has tried too often."""
    if seconds := tries.wait(address_of(request)):
        raise RefusedError(name, seconds=seconds)
