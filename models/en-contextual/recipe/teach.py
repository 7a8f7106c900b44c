"""Writes what the encoder believes of comments towards other targets than they were labelled for: rows that the embedded
model learns from (models/en/recipe.json), where annotators looked at few targets.

    python3 teach.py --encoder FOLDER --judge judge.pt --out FILE.jsonl.gz

judge.pt is what make.py leaves beside the export. Run it in the root of the repository.
"""

import argparse
import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import torch

from encoder import load_minilm
from finetune import Judge, predict
from pairs import STANCE, Pair, negated, read_lines
from wordpiece import WordPiece

HERE = Path(__file__).parent
SMALL_WORDS = set(
    "the a an of to in and or for is are be should not we our with on by at it that this they as from would will can has "
    "have their must do does more than was were been being".split()
)


def stems(text):
    """The words of a text that may tell what it is about, without a plural s."""
    words = (word for word in re.findall("[a-z]+", text.lower()) if word not in SMALL_WORDS and len(word) > 2)
    return {word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words}


def related(texts, targets, least):
    """For each text the targets that share rare words with it: idf-weighted overlap by the target's norm, best first."""
    words = [stems(text) for text in texts]
    counts = Counter(word for found in words for word in found)
    weight = lambda word: math.log(len(texts) / (1 + counts[word]))
    by_word, norms = defaultdict(list), []
    for number, target in enumerate(targets):
        found = stems(target)
        norms.append(math.sqrt(sum(weight(word) ** 2 for word in found)) or 1.0)
        for word in found:
            by_word[word].append(number)
    for found in words:
        scores = Counter()
        for word in sorted(found):
            for number in by_word.get(word, ()):
                scores[number] += weight(word) ** 2 / norms[number]
        yield [targets[number] for number, score in scores.most_common(12) if score > least]


def invent(recipe, chance):
    """Pairs of comments and targets of other comments: some that it may be about, and now and then any."""
    rows = [row for path in recipe["data"]["stance"] for row in read_lines(path)]
    targets = list(dict.fromkeys(row.get("naturalTarget", row["target"]) for row in rows))
    texts = list(dict.fromkeys(row["text"] for row in rows if row["source"] in recipe["teach"]["sources"]))
    for text, found in zip(texts, related(texts, targets, recipe["teach"]["least"])):
        for target in chance.sample(found, min(len(found), recipe["teach"]["targets"])):
            pair = Pair("stance", target, text, 0, "taught", "")
            yield (chance.random() < recipe["teach"]["opposites"] and negated(pair)) or pair
        if chance.random() < recipe["teach"]["others"]:
            yield Pair("stance", chance.choice(targets), text, 0, "taught", "")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    arguments.add_argument("--judge", type=Path, required=True, help="weights that make.py wrote")
    arguments.add_argument("--out", type=Path, required=True, help="file to write, .jsonl.gz")
    given = arguments.parse_args()
    recipe = json.loads((HERE / "recipe.json").read_text(encoding="utf-8"))
    torch.set_num_threads(recipe["threads"])
    judge = Judge(load_minilm(str(given.encoder / "onnx/model_quantized.onnx")))
    judge.load_state_dict(torch.load(given.judge))
    pairs = list(dict.fromkeys(invent(recipe, random.Random(recipe["seed"]))))
    print(f"{len(pairs)} pairs", flush=True)
    beliefs = predict(judge, pairs, WordPiece(given.encoder / "tokenizer.json"), recipe)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    # Without a time in its header, so that the same rows are the same bytes.
    with gzip.GzipFile(given.out, "wb", mtime=0) as file:
        for pair, belief in zip(pairs, beliefs):
            shares = {label: round(share, 4) for label, share in zip(STANCE, belief)}
            row = {"text": pair.text, "target": pair.towards, "stance": shares, "source": pair.source}
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
