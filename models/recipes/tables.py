"""Readers of data sets of comments: tables with a comment a row, and pairs of statement and answer.

Each returns a list of threads `{group, headline, comments}`, a comment being `{id, text, parent}` with the parent's id
or None. Texts are as they stand in the file.
"""

import ast
import csv
import io
import json
import re
from pathlib import PurePosixPath

from recipes.inputs import InputError
from recipes.repositories import paths_of, read_bytes, read_text

FIELD_LIMIT = 10**9
PAIRS_LIMIT = 150_000
NO_TEXT = ("none", "nan")


def table_rows(repository, path):
    """Returns the rows of a CSV file with a header, or of a JSON file that holds a list of objects."""
    text = read_text(repository, path)
    csv.field_size_limit(FIELD_LIMIT)
    return json.loads(text) if path.endswith(".json") else list(csv.DictReader(io.StringIO(text, newline="")))


def read_table(repository, source):
    """Returns the threads of a table with a comment a row.

    `columns` names the columns of `text` (one or several, joined), `group`, `id` and `parent`. `pattern` finds the
    group, and where it says so the headline, in the column `group`, `slugs` makes a name of it; where no column is named,
    threads are told apart by headline, and numbered. `headline` is a template of columns, those of the row or of the table
    `titles`. Rows are numbered from `start` where no column is an id; `drop` is what a text begins with in vain.
    """
    columns, titles, threads = source["columns"], titles_of(repository, source), {}
    for number, row in enumerate(table_rows(repository, source["path"]), source.get("start", 0)):
        named = name_thread(row, source, titles)
        if named is None:
            continue
        key, headline = named
        thread = threads.setdefault(key, {"group": key, "headline": headline, "comments": []})
        parent = (row.get(columns.get("parent")) or "").removeprefix("t1_")
        identifier = row[columns["id"]] if "id" in columns else str(number)
        thread["comments"].append({"id": identifier, "text": text_of(row, source), "parent": parent or None})
    for number, thread in enumerate(threads.values(), 1):
        if "group" not in columns:
            thread["group"] = f"t{number}"
        thread["comments"] = parents_first(thread["comments"])
    return list(threads.values())


def titles_of(repository, source):
    """Returns a dict of group to the row of the table `titles` that has it, empty where there is no such table."""
    if "titles" not in source:
        return {}
    key = source["titles"]["group"]
    return {row[key].strip(): row for row in table_rows(repository, source["titles"]["path"]) if row.get(key)}


def name_thread(row, source, titles):
    """Returns the group and the headline of a row, or None where it lacks one."""
    columns, fields = source["columns"], row
    if "group" not in columns:
        headline = source["headline"].format_map(row)
        return headline and (headline, headline)
    group = (row.get(columns["group"]) or "").strip()
    if "pattern" in source:
        found = re.search(source["pattern"], group)
        fields = found and {**row, **{name: part.replace("-", " ") for name, part in found.groupdict().items()}}
        group = found and found["group"]
    if source.get("slugs"):
        group = re.sub(r"\W+", "-", group).strip("-").lower()
    if "titles" in source:
        fields = titles.get(group)
    headline = fields and source["headline"].format_map(fields)
    return (group, headline) if group and headline else None


def text_of(row, source):
    """Returns the texts of a row, those left out that say there is none."""
    names = source["columns"]["text"]
    texts = [(row[name] or "").strip() for name in ([names] if isinstance(names, str) else names)]
    text = "\n\n".join(text for text in texts if text and text.lower() not in NO_TEXT)
    return re.sub(source["drop"], "", text) if "drop" in source else text


def parents_first(comments):
    """Returns comments as they stand, or, where one stands before its parent, as a tree read from its roots."""
    places = {comment["id"]: place for place, comment in enumerate(comments)}
    if all(places.get(comment["parent"], -1) < place for place, comment in enumerate(comments)):
        return comments
    answers = {}
    for comment in comments:
        answers.setdefault(comment["parent"] if comment["parent"] in places else None, []).append(comment)
    found, waiting = {}, answers.get(None, [])[::-1]
    while waiting:
        comment = waiting.pop()
        if comment["id"] not in found:
            found[comment["id"]] = comment
            waiting += answers.get(comment["id"], [])[::-1]
    return list(found.values())


def read_lists(repository, source):
    """Returns the threads of a table with a thread a row, whose column `text` holds a list as Python writes it."""
    columns, titles, threads = source["columns"], titles_of(repository, source), {}
    for row in table_rows(repository, source["path"]):
        named, texts = name_thread(row, source, titles), literal(row[columns["text"]])
        if named and texts is not None:
            comments = [{"id": str(number), "text": text, "parent": None} for number, text in enumerate(texts)]
            threads[named[0]] = {"group": named[0], "headline": named[1], "comments": comments}
    return list(threads.values())


def literal(text):
    """Returns the value that Python's literal stands for, or None where it is none."""
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return None


def read_pairs(repository, source):
    """Returns the first thread of each JSON file of pairs `{question, answer}`, called KIND_DATE.json.

    Reads the files of the source's `kinds`, to the date `until`. The first question of a file is a submission's title;
    later ones cannot be told from comments. A thread has its `kind`.
    """
    names = [path for path in paths_of(repository) if path.startswith(source["path"]) and path.endswith(".json")]
    names = [path for path in names if kind_of(path) in source["kinds"] and date_of(path) <= source["until"]]
    if not names:
        raise InputError(f"{repository.folder}: no files under {source['path']}, expected JSON files of pairs")
    threads = []
    for path, content in zip(sorted(names), read_bytes(repository, sorted(names)), strict=True):
        pairs = leading_objects(content[:PAIRS_LIMIT].decode("utf-8", "ignore"))
        if pairs:
            group = f"{PurePosixPath(path).stem}-{pairs[0]['qSentId']}"
            thread = {"group": group, "headline": pairs[0]["question"], "comments": answers_of(pairs)}
            threads.append({**thread, "kind": kind_of(path)})
    return threads


def kind_of(path):
    return PurePosixPath(path).stem.partition("_")[0]


def date_of(path):
    return PurePosixPath(path).stem.partition("_")[2]


def leading_objects(text):
    """Returns the JSON objects that a text begins with, one after the other, as far as they are whole."""
    decoder, found, start = json.JSONDecoder(), [], text.find("{")
    while start >= 0:
        try:
            value, end = decoder.raw_decode(text, start)
        except ValueError:
            break
        found.append(value)
        start = text.find("{", end)
    return found


def answers_of(pairs):
    """Returns the comments below the first question of pairs; the text of a question says which comment it is."""
    root, known, comments = pairs[0]["question"], {}, []
    for pair in pairs:
        if pair["question"] == root or pair["question"] in known:
            parent = None if pair["question"] == root else known[pair["question"]]
            comments.append({"id": str(pair["aSentId"]), "text": pair["answer"], "parent": parent})
            known[pair["answer"]] = comments[-1]["id"]
    return comments
