"""Says which inputs of the recipes are there, and whether they are those that the shipped models were made of."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from recipes.inputs import (
    PREFIX,
    RECIPES,
    entry_of,
    inputs_of,
    path_of,
    read_json,
    read_registry,
    recipe_file,
    sha256,
)


@dataclass(frozen=True)
class InputState:
    """An input, the recipes that name it, where it should lie, and whether it does."""

    name: str
    recipes: tuple[str, ...]
    path: Path
    state: str


def input_states(corpora, weights):
    """Returns the state of every file of rows that a recipe names, then of every file of the weights they start from.

    `weights` is a dict of folders by the id of the weights; those without a folder are not looked for. Raises
    `InputError` where a recipe names what `datasets/corpora.json` does not list.
    """
    named = defaultdict(list)
    for recipe in RECIPES:
        for name in inputs_of(read_json(recipe_file(recipe))):
            named[name].append(recipe)
    states = []
    for name, recipes in named.items():
        recorded = entry_of("files", name.removeprefix(PREFIX))["sha256"] if name.startswith(PREFIX) else None
        path = path_of(name, corpora)
        states.append(InputState(name, tuple(recipes), path, state_of(path, recorded)))
    for entry in read_registry()["weights"]:
        folder = weights.get(entry["id"])
        for file, recorded in entry["files"].items():
            path = (folder or Path(entry["path"])) / file
            state = "not looked for" if folder is None else state_of(path, recorded)
            states.append(InputState(entry["id"], tuple(entry["recipes"]), path, state))
    return states


def state_of(path, recorded):
    """Returns what is to be said of a file whose SHA-256 is recorded, or None is."""
    if not path.exists():
        return "missing"
    if recorded is None:
        return "there"
    return "as recorded" if sha256(path) == recorded else "other bytes"
