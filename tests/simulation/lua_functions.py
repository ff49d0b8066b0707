"""What functions of Lua are called in the Python that scripts are translated to."""

REST = "listed(rest)"
PARTS = {
    f"lua_{table}.get({name!r})": f"lua_{table}_{name}"
    for table, name in (
        ("redis", "call"),
        ("cjson", "encode"),
        ("cjson", "decode"),
        ("string", "find"),
        ("string", "match"),
        ("string", "sub"),
        ("string", "format"),
        ("table", "insert"),
        ("table", "concat"),
        ("table", "sort"),
        ("math", "max"),
        ("math", "min"),
    )
}
"""Functions of Lua's own tables, which no script changes, by names of their own: they are called thousands of times."""

JOINED: dict[tuple[str, ...], str] = {("lua_table_concat", REST): "joined_rest"}
"""By function and first argument: the names of keys are put together in every line, so without a table in between."""
