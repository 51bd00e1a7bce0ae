"""The driver's errors as SQLAlchemy raises them: OperationalError where the server is of no use for now."""

import psycopg
from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError, OperationalError

from detaincrawl.store.errors import reason_of


def raised_as(error: psycopg.Error) -> DBAPIError:
    """A server that takes no writes is away, as one that is down is: after a failover it may be a standby."""
    if isinstance(error, ReadOnlySqlTransaction):
        standby = psycopg.OperationalError(f"the server takes no writes, as a standby does: {reason_of(error)}")
        return OperationalError(None, None, standby)
    found = DBAPIError.instance(None, None, error, psycopg.Error)
    assert isinstance(found, DBAPIError)
    return found


def leave_standbys(engine: Engine) -> None:
    """Gives up every connection to a server that takes no writes: the next one may lead to a server that does."""

    @event.listens_for(engine, "handle_error")
    def leave(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, ReadOnlySqlTransaction):
            context.is_disconnect = True
            raise raised_as(context.original_exception)
