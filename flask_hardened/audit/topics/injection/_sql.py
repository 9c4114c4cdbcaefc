"""What takes SQL, and what looks like it."""

from __future__ import annotations

import re

METHODS = frozenset(
    {"execute", "executemany", "executescript", "execute_sql", "exec_driver_sql", "raw", "from_statement", "query",
     "copy_expert"}
)  # fmt: skip
"""Of connections, cursors, sessions and models; of an object that nobody knows only if its argument looks like SQL."""
OF_KNOWN = frozenset(
    {"fetch", "fetchrow", "fetchval", "fetch_all", "fetch_one", "scalar", "scalars", "stream", "iterate"}
)
"""Methods that other objects have too."""
FUNCTIONS = (
    "sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text", "flask_sqlalchemy.SQLAlchemy().text",
    "sqlalchemy.literal_column", "sqlalchemy.sql.literal_column", "sqlalchemy.sql.expression.literal_column",
    "flask_sqlalchemy.SQLAlchemy().literal_column", "sqlalchemy.DDL", "sqlalchemy.schema.DDL",
    "pandas.read_sql", "pandas.read_sql_query", "pandas.io.sql.read_sql", "pandas.io.sql.read_sql_query",
    "polars.read_database", "psycopg.sql.SQL", "psycopg2.sql.SQL", "peewee.SQL", "django.db.models.expressions.RawSQL",
)  # fmt: skip
DRIVER = re.compile(
    r"(?:sqlite3|pysqlite3|psycopg2?|psycopg_pool|pymysql|MySQLdb|mysql|asyncpg|aiosqlite|aiomysql|aiopg|cx_Oracle|"
    r"oracledb|pyodbc|pymssql|pg8000|duckdb|sqlalchemy|flask_sqlalchemy|flask_mysqldb|flaskext|peewee|playhouse|"
    r"databases|snowflake|records|dataset|apsw|sqlcipher3|ibm_db_dbi|clickhouse_driver|sqlmodel)\."
)
"""Packages whose objects take SQL."""
FOR_MIGRATIONS = ("alembic.",)
"""Run by those who deploy, on names of their own."""
STATEMENT = re.compile(
    r"(?:^|\n|\(|;)\s*(?:select\b.*?\bfrom\b|select\s+\w+\(|insert\s+(?:or\s+\w+\s+)?(?:into|ignore)\b|replace\s+into\b|"
    r"update\b.*?\bset\b|delete\s+from\b|(?:drop|alter|create|truncate)\s+(?:or\s+replace\s+)?(?:unique\s+|temp\w*\s+)?"
    r"(?:table|view|index|database|schema|user|role|trigger|function|sequence|login|column)\b|truncate\s+table\b|"
    r"with\s+\w+.*?\bas\b\s*\(|merge\s+into\b|grant\s+\w+.*?\bto\b|pragma\s+\w*|attach\s+database|copy\s+.*?\bfrom\b|"
    r"explain\s+.*?\bfrom\b|call\s+\w*\s*\(|show\s+(?:tables|columns|create)\b)",
    re.IGNORECASE | re.DOTALL,
)
SCHEMA = re.compile(r"\s*(?:alter|create|drop)\b", re.IGNORECASE)
"""Changes tables: it is mostly a migration's, on names of its own, and takes no parameters in their place."""
