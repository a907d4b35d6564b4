"""An index that answers at once which incidents began on given days."""

import sqlite3


def m006_days(conn: sqlite3.Connection) -> None:
    """Index the day on which each incident began."""
    conn.execute("CREATE INDEX postmortem_day ON postmortem(incident_date)")
