"""Teaches the toxicity head: fine-tunes an encoder on labelled comments, and writes what it makes of them, of single
sentences, and of comments that nobody labelled. The small head learns from that file.

    python3 teach.py --encoder FOLDER --out FOLDER

FOLDER of the encoder holds `onnx/model_quantized.onnx` and `tokenizer.json` of all-MiniLM-L6-v2. Into the other it
writes labelled.jsonl.gz, with labels halfway between what people said and the teacher, and unlabelled.jsonl.gz, with
the teacher's alone. Run it in the root of the repository.
"""

import gzip
import json
import random
import re
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "../../en-contextual/recipe"))

from command import read_command  # noqa: E402
from encoder import WIDTH, load_minilm  # noqa: E402
from finetune import tensors  # noqa: E402
from pairs import batches, clip, read_lines  # noqa: E402
from wordpiece import WordPiece  # noqa: E402

ATTRIBUTES = ("toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack")
UNKNOWN = float("nan")


class Teacher(nn.Module):
    """The encoder under one linear layer. A bias for each source takes up what sources disagree on."""

    def __init__(self, encoder, sources):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.attributes = nn.Linear(2 * WIDTH, len(ATTRIBUTES))
        self.bias = nn.Embedding(sources, len(ATTRIBUTES))
        nn.init.zeros_(self.bias.weight)

    def forward(self, ids, types, mask):
        with torch.cpu.amp.autocast():
            features = self.encoder(ids, types, mask)
        return self.attributes(self.dropout(features.float()))


def labels_of(row):
    """A number for each attribute that the row says, of corpora and of our own files."""
    labels = row["toxicity"] if "article" in row else row["labels"]
    return [labels.get(attribute, UNKNOWN) for attribute in ATTRIBUTES]


def source_of(row):
    return row.get("source", "below-the-line" if "article" in row else "below-the-line-templates")


def labelled(recipe, chance):
    """The rows to learn from: a share of the large sources, without what says neither yes nor no."""
    found = []
    for row in (row for path in recipe["data"] for row in read_lines(path)):
        source, labels = source_of(row), labels_of(row)
        low, high = recipe["unclear"].get(source, (2, 2))
        if not low <= labels[0] <= high and chance.random() < recipe["sourceShares"].get(source, 1):
            found.append((row["text"], labels, source))
    return found


def encoder_of(recipe, wordpiece):
    """Word pieces and types of a text, of at most as many pieces as the recipe says."""

    def encode(text):
        ids = clip(wordpiece.ids(text[:3000]), recipe["tokens"] - 2)
        return [wordpiece.first, *ids, wordpiece.end], [0] * (len(ids) + 2)

    return encode


def fit(teacher, rows, sources, encode, recipe, chance):
    """One pass over the rows."""
    encoded = [encode(text) for text, _, _ in rows]
    order = batches(encoded, recipe["batchTokens"], chance)
    learnt = [p for p in teacher.parameters() if p.requires_grad]
    bias = teacher.bias.weight
    groups = [
        {"params": [p for p in learnt if p.dim() > 1 and p is not bias], "weight_decay": 0.01},
        {"params": [p for p in learnt if p.dim() == 1], "weight_decay": 0.0},
        {"params": [bias], "weight_decay": 0.0, "lr": recipe["biasRate"]},
    ]
    optimizer = torch.optim.AdamW(groups, lr=recipe["learningRate"])
    rates = [group["lr"] for group in optimizer.param_groups]
    importance = torch.tensor(recipe["attributeWeights"])
    start, lost = time.time(), 0.0
    teacher.train()
    for step, batch in enumerate(order):
        rate = min(1.0, step / (0.06 * len(order)), (len(order) - step) / (0.94 * len(order)))
        for group, own in zip(optimizer.param_groups, rates):
            group["lr"] = own * rate
        chosen = [rows[index] for index in batch]
        logits = teacher(*tensors([encoded[index] for index in batch]))
        logits = logits + teacher.bias(torch.tensor([sources.index(source) for _, _, source in chosen]))
        gold = torch.tensor([labels for _, labels, _ in chosen], dtype=torch.float32)
        weight = torch.tensor([recipe["sourceWeights"].get(source, 1) for _, _, source in chosen])[:, None] * importance
        losses = functional.binary_cross_entropy_with_logits(logits, torch.nan_to_num(gold), reduction="none")
        loss = (losses * weight * ~torch.isnan(gold)).sum() / recipe["rowsPerStep"]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        lost += loss.item()
        if step % 50 == 49:
            print(f"step {step + 1}/{len(order)} {time.time() - start:.0f} s, loss {lost / 50:.4f}", flush=True)
            lost = 0.0


def probabilities(teacher, texts, encode, recipe):
    """What the teacher makes of each text, sources left aside."""
    teacher.eval()
    found = [None] * len(texts)
    start, step = time.time(), 20_000
    with torch.no_grad():
        for at in range(0, len(texts), step):
            encoded = [encode(text) for text in texts[at : at + step]]
            for batch in batches(encoded, 2 * recipe["batchTokens"], random.Random(0)):
                said = teacher(*tensors([encoded[index] for index in batch])).sigmoid().tolist()
                for index, scores in zip(batch, said):
                    found[at + index] = scores
            print(f"{at + len(encoded)}/{len(texts)} texts, {time.time() - start:.0f} s", flush=True)
    return found


def unlabelled(recipe, chance):
    """Texts that nobody labelled: remarks of other corpora, and sentences out of longer comments."""
    remarks = dict.fromkeys(row["text"] for path in recipe["remarks"] for row in read_lines(path))
    texts = list(remarks)
    for text in dict.fromkeys(row["text"] for path in recipe["sentences"] for row in read_lines(path)):
        sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if 4 <= len(part.split()) <= 40]
        if len(sentences) > 1:
            texts += chance.sample(sentences, min(len(sentences), recipe["sentencesOfText"]))
    return texts


def taught(teacher, encode, recipe, chance):
    """Rows that people labelled, and rows that nobody did, as the small head learns from them."""
    share = recipe["share"]
    rows = read_lines(recipe["taught"])
    texts = unlabelled(recipe, chance)
    said = probabilities(teacher, [row["text"] for row in rows] + texts, encode, recipe)
    mixed = [
        [score if label != label else share * score + (1 - share) * label for score, label in zip(scores, labels_of(row))]
        for row, scores in zip(rows, said)
    ]
    return (
        [(row["text"], labels, row["source"]) for row, labels in zip(rows, mixed)],
        [(text, scores, "taught") for text, scores in zip(texts, said[len(rows) :])],
    )


def write(rows, path):
    # No time of writing in the file: the same rows are the same bytes.
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
        for text, labels, source in rows:
            rounded = {name: round(value, 4) for name, value in zip(ATTRIBUTES, labels)}
            line = json.dumps({"text": text, "labels": rounded, "source": source}, ensure_ascii=False)
            packed.write(f"{line}\n".encode())


def main():
    given, recipe = read_command(__doc__, HERE)
    torch.manual_seed(recipe["seed"])
    chance = random.Random(recipe["seed"])
    encode = encoder_of(recipe, WordPiece(given.encoder / "tokenizer.json"))
    rows = labelled(recipe, chance)
    sources = sorted({source for _, _, source in rows})
    teacher = Teacher(load_minilm(str(given.encoder / "onnx/model_quantized.onnx")), len(sources))
    teacher.encoder.words.weight.requires_grad = False
    print(f"{len(rows)} labelled rows", flush=True)
    fit(teacher, rows, sources, encode, recipe, chance)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, found in zip(("labelled", "unlabelled"), taught(teacher, encode, recipe, chance)):
        write(found, given.out / f"{name}.jsonl.gz")


if __name__ == "__main__":
    main()
