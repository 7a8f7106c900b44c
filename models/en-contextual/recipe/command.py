"""What the scripts that train with the encoder are told: where it is, where to write to, and the recipe beside them."""

import argparse
import json
from pathlib import Path

import torch


def read_command(description, recipe_folder):
    """The folders given on the command line, and the recipe, whose number of threads PyTorch is set to."""
    arguments = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    arguments.add_argument("--out", type=Path, required=True, help="folder to write to")
    given = arguments.parse_args()
    recipe = json.loads((recipe_folder / "recipe.json").read_text(encoding="utf-8"))
    torch.set_num_threads(recipe["threads"])
    return given, recipe
