"""Rows as JSON lines, gzip-compressed where the name ends in .gz."""

import gzip
import json

from recipes.inputs import InputError, entry_of


def read_rows(path):
    """Returns the objects of a file, one a line."""
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def write_rows(rows, path):
    """Writes rows to a .gz file: the same rows give the same bytes, for the time of writing is left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
        for row in rows:
            packed.write(f"{json.dumps(row, ensure_ascii=False)}\n".encode())


def gather(identifier, parts, corpora):
    """Writes the row file `identifier` into the folder of corpora, of one file of rows for each source.

    `parts` is a dict of source to path. Returns the path and the number of rows. Raises `InputError` where a source is
    none of that file's, a row lacks a column, or the file is there already.
    """
    entry = entry_of("files", identifier)
    path = corpora / f"{identifier}.jsonl.gz"
    if path.exists():
        raise InputError(f"{path} is there already")
    rows = []
    for source, part in parts.items():
        if source not in entry["sources"]:
            raise InputError(f"{source} is no source of {identifier}: {', '.join(entry['sources'])}")
        for number, row in enumerate(read_rows(part), 1):
            missing = [column for column in entry["columns"] if column not in row]
            if missing:
                raise InputError(f"{part}, row {number}: no {', '.join(missing)}")
            rows.append({**row, "source": source})
    write_rows(rows, path)
    return path, len(rows)
