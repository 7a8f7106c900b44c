"""Makes the encoder: fine-tunes it, prunes its vocabulary and writes what `btl` needs to finish the model.

    python3 make.py --encoder FOLDER --out FOLDER

FOLDER of the encoder holds `onnx/model_quantized.onnx` and `tokenizer.json` of all-MiniLM-L6-v2, as the npm package
named in recipe.json carries them. Run it in the root of the repository.
"""

import hashlib
import json
from collections import Counter
from pathlib import Path

import onnx
import torch

from command import read_command
from export import to_onnx
from finetune import finetune, report, tensors
from passes import mean_of_passes
from pairs import LABELS, Pair, encode, read_lines, read_rows
from wordpiece import WordPiece

HERE = Path(__file__).parent


def seen_pieces(recipe, wordpiece):
    """Ids of the pieces that the comments of the recipe's files are made of, and of those that are one character."""
    counts = Counter()
    for path in recipe["vocabulary"]["from"]:
        for row in read_lines(path):
            counts.update(wordpiece.ids(row["text"]))
            if "target" in row:
                counts.update(wordpiece.ids(row["target"]))
    least = recipe["vocabulary"]["atLeast"]
    return sorted(
        identifier
        for piece, identifier in wordpiece.vocabulary.items()
        if piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
        or counts[identifier] >= least
        or (piece.isascii() and len(piece.removeprefix("##")) == 1)
    )


def prune(tokenizer, kept):
    """A tokenizer whose vocabulary is the pieces `kept`, numbered in that order."""
    vocabulary = tokenizer["model"]["vocab"]
    numbers = {identifier: number for number, identifier in enumerate(kept)}
    kept_pieces = {piece: numbers[i] for piece, i in vocabulary.items() if i in numbers}
    ids = lambda entry: {**entry, "ids": [numbers[i] for i in entry["ids"]]}
    processor = tokenizer["post_processor"]
    return {
        **tokenizer,
        "truncation": None,
        "padding": None,
        "added_tokens": [{**token, "id": numbers[token["id"]]} for token in tokenizer["added_tokens"]],
        "post_processor": {
            **processor,
            "special_tokens": {name: ids(entry) for name, entry in processor["special_tokens"].items()},
        },
        "model": {**tokenizer["model"], "vocab": kept_pieces},
    }


def references(judge, wordpiece, tokens):
    """Made-up pairs with their features in float32: what an export is checked against."""
    rows = json.loads((HERE / "references.json").read_text(encoding="utf-8"))
    pairs = [Pair(row["head"], row["towards"], row["text"], 0, "", "") for row in rows]
    judge.eval()
    found = []
    with torch.no_grad():
        for row, pair in zip(rows, pairs):
            ids, types = encode(pair, wordpiece, tokens)
            features = judge.encoder(*tensors([(ids, types)]))[0]
            found.append({**row, "ids": ids, "features": [round(value, 6) for value in features.tolist()]})
    return found


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def write_export(judge, recipe, encoder, out):
    """Writes encoder.onnx (int8), encoder-float32.onnx, tokenizer.json, heads.json and training.json into `out`."""
    wordpiece = WordPiece(encoder / "tokenizer.json")
    kept = seen_pieces(recipe, wordpiece)
    write_json(out / "tokenizer.json", prune(json.loads((encoder / "tokenizer.json").read_text("utf-8")), kept))
    for name, int8 in (("encoder.onnx", True), ("encoder-float32.onnx", False)):
        onnx.save(to_onnx(judge.encoder, kept, recipe["tokens"]["pair"], int8), str(out / name))
    heads = {
        head: {
            "labels": LABELS[head],
            "weights": [[round(value, 6) for value in row] for row in judge.heads[head].weight.tolist()],
            "bias": [round(value, 6) for value in judge.heads[head].bias.tolist()],
        }
        for head in LABELS
    }
    write_json(out / "heads.json", heads)
    pruned = WordPiece(out / "tokenizer.json")
    with torch.no_grad():
        judge.encoder.words = torch.nn.Embedding.from_pretrained(judge.encoder.words.weight[kept])
    files = sorted({path for group in (recipe["data"], recipe["dev"]) for paths in group.values() for path in paths})
    training = {
        "seed": recipe["seed"],
        "epochs": recipe["epochs"],
        "passes": len(recipe["passes"]["seeds"]),
        "encoder": recipe["encoder"],
        "tokens": recipe["tokens"],
        "torch": torch.__version__,
        "data": {path: sha256(path) for path in files},
        "dev": report(judge, read_rows(recipe["dev"]), pruned, recipe),
        "references": references(judge, pruned, recipe["tokens"]),
    }
    write_json(out / "training.json", training)


def main():
    given, recipe = read_command(__doc__, HERE)
    given.out.mkdir(parents=True, exist_ok=True)
    wordpiece = WordPiece(given.encoder / "tokenizer.json")
    log = lambda line: print(line, flush=True)
    weights = str(given.encoder / "onnx/model_quantized.onnx")
    judge = mean_of_passes(finetune(recipe, wordpiece, weights, log), recipe, wordpiece, weights, log)
    write_export(judge, recipe, given.encoder, given.out)


if __name__ == "__main__":
    main()
