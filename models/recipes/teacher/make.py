"""Fine-tunes the teacher and writes the rows that the lexical toxicity head learns from."""

import math
import random

import torch

from recipes.minilm import TOKENIZER, load_minilm
from recipes.rows import read_rows, write_rows
from recipes.teacher.model import Teacher, fit, predict
from recipes.teacher.rows import ATTRIBUTES, labels_of, training_rows, unlabelled_texts
from recipes.wordpiece import read_tokenizer


def make(recipe, weights, out):
    """Writes labelled.jsonl.gz and unlabelled.jsonl.gz into the folder `out`.

    `recipe` is a loaded recipe.json, `weights` the folder of all-MiniLM-L6-v2. The same recipe, inputs, machine and
    number of threads give the same bytes.
    """
    torch.set_num_threads(recipe["threads"])
    torch.manual_seed(recipe["seed"])
    rng = random.Random(recipe["seed"])
    wordpiece = read_tokenizer(weights / TOKENIZER)
    rows = training_rows(recipe, rng)
    sources = sorted({source for _, _, source in rows})
    teacher = Teacher(load_minilm(weights), len(sources))
    print(f"{len(rows)} labelled rows", flush=True)
    fit(teacher, rows, sources, wordpiece, recipe, rng)
    labelled = [row for path in recipe["relabelled"]["rows"] for row in read_rows(path)]
    texts = unlabelled_texts(recipe, rng)
    probabilities = predict(teacher, [row["text"] for row in labelled] + texts, wordpiece, recipe)
    share = recipe["relabelled"]["teacherShare"]
    relabelled = (
        taught_row(row["text"], mix(labels_of(row), scores, share), row["source"])
        for row, scores in zip(labelled, probabilities[: len(labelled)], strict=True)
    )
    write_rows(relabelled, out / "labelled.jsonl.gz")
    pseudo_labelled = (
        taught_row(text, scores, "taught") for text, scores in zip(texts, probabilities[len(labelled) :], strict=True)
    )
    write_rows(pseudo_labelled, out / "unlabelled.jsonl.gz")


def mix(labels, scores, share):
    """Returns labels between those of people and the teacher's, which count `share`, and all where people gave none."""
    return [
        score if math.isnan(label) else share * score + (1 - share) * label
        for score, label in zip(scores, labels, strict=True)
    ]


def taught_row(text, labels, source):
    rounded = {name: round(value, 4) for name, value in zip(ATTRIBUTES, labels, strict=True)}
    return {"text": text, "labels": rounded, "source": source}
