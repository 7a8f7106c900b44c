"""Finds what the recipes read.

A recipe names a file of public corpora by its id in `datasets/corpora.json` (`corpora:stance/train`, which is
`stance/train.jsonl.gz` in the folder of corpora) and a file of this repository by its path from the root.
"""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_CORPORA = ROOT.parent / "shared/corpora"
RECIPES = ("teacher", "lexical", "encoder")
PREFIX = "corpora:"


class InputError(Exception):
    """An input that no list names, or that is not there."""


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def read_registry():
    """Returns `datasets/corpora.json`: the corpora, the row files made of them, and the weights to start from."""
    path = ROOT / "datasets/corpora.json"
    if not path.exists():
        raise InputError(f"{path} is missing: install this package from its repository, with pip install -e")
    return read_json(path)


def entry_of(kind, identifier):
    """Returns the entry of the registry's list `kind` ("corpora", "files" or "weights") that has this id."""
    entries = {entry["id"]: entry for entry in read_registry()[kind]}
    if identifier not in entries:
        raise InputError(f"{identifier} is not among the {kind} of datasets/corpora.json: {', '.join(entries)}")
    return entries[identifier]


def recipe_file(recipe):
    """Returns the path of the recipe that ships under this name."""
    return Path(__file__).parent / recipe / "recipe.json"


def is_input(value):
    """Says whether a value of a recipe names a file of rows."""
    return isinstance(value, str) and (value.startswith(PREFIX) or value.endswith((".jsonl", ".jsonl.gz")))


def path_of(name, corpora):
    """Returns where the input `name` of a recipe lies, whether it is there or not."""
    if not name.startswith(PREFIX):
        return ROOT / name
    identifier = name.removeprefix(PREFIX)
    entry_of("files", identifier)
    return Path(corpora) / f"{identifier}.jsonl.gz"


def name_of(path, corpora):
    """Returns what a record of a training calls an input: its path from the folder of corpora or from the root."""
    for folder in (Path(corpora).resolve(), ROOT):
        if path.resolve().is_relative_to(folder):
            return path.resolve().relative_to(folder).as_posix()
    return path.name


def map_inputs(value, change):
    """Returns a copy of a recipe in which every name of an input is what `change` makes of it."""
    if isinstance(value, dict):
        return {key: map_inputs(part, change) for key, part in value.items()}
    if isinstance(value, list):
        return [map_inputs(part, change) for part in value]
    return change(value) if is_input(value) else value


def inputs_of(recipe):
    """Returns the names of all inputs of a recipe, each once, in their order."""
    names = []
    map_inputs(recipe, names.append)
    return list(dict.fromkeys(names))


def load_recipe(path, corpora):
    """Returns a recipe with paths in place of names. Raises `InputError` where an input is unknown or missing."""
    recipe = read_json(path)
    missing = [str(place) for name in inputs_of(recipe) if not (place := path_of(name, corpora)).exists()]
    if missing:
        raise InputError(f"{path} needs files that are missing: {', '.join(missing)}")
    return map_inputs(recipe, lambda name: path_of(name, corpora))


def sha256(path):
    """Returns the SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
