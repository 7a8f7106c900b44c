"""Fine-tunes the encoder, prunes its vocabulary, and writes what `btl` makes a model of."""

import json
from pathlib import Path

import onnx
import torch

from recipes.batching import pad
from recipes.encoder.evaluation import evaluate
from recipes.encoder.export import to_onnx
from recipes.encoder.finetune import finetune
from recipes.encoder.pairs import LABELS, Pair, encode, read_pairs
from recipes.encoder.passes import mean_of_passes
from recipes.encoder.vocabulary import kept_pieces, prune
from recipes.inputs import entry_of, name_of, read_json, sha256
from recipes.minilm import TOKENIZER
from recipes.wordpiece import WordPiece

REFERENCES = Path(__file__).with_name("references.json")


def make(recipe, weights, out, corpora):
    """Writes encoder.onnx (int8), encoder-float32.onnx, tokenizer.json, heads.json and training.json into `out`.

    `recipe` is a loaded recipe.json, `weights` the folder of all-MiniLM-L6-v2, `corpora` the folder that names in the
    record are told from.
    """
    torch.set_num_threads(recipe["threads"])
    out.mkdir(parents=True, exist_ok=True)
    wordpiece = WordPiece(weights / TOKENIZER)
    model = finetune(recipe, wordpiece, weights, log)
    mean_of_passes(model, recipe, wordpiece, weights, log)
    write_export(model, recipe, weights, out)
    write_json(out / "training.json", training_record(model, recipe, WordPiece(out / TOKENIZER), corpora))


def log(line):
    print(line, flush=True)


def write_export(model, recipe, weights, out):
    """Writes the encoder, the tokenizer and the heads, and leaves `model` with the pruned word table."""
    kept = kept_pieces(recipe, WordPiece(weights / TOKENIZER))
    write_json(out / "tokenizer.json", prune(read_json(weights / TOKENIZER), kept))
    for name, int8 in (("encoder.onnx", True), ("encoder-float32.onnx", False)):
        onnx.save(to_onnx(model.encoder, kept, recipe["tokens"]["pair"], int8), str(out / name))
    heads = {
        head: {
            "labels": LABELS[head],
            "weights": [rounded(row) for row in model.heads[head].weight.tolist()],
            "bias": rounded(model.heads[head].bias.tolist()),
        }
        for head in LABELS
    }
    write_json(out / "heads.json", heads)
    with torch.no_grad():
        model.encoder.words = torch.nn.Embedding.from_pretrained(model.encoder.words.weight[kept])


def training_record(model, recipe, wordpiece, corpora):
    """Returns how the encoder was made, its figures on held-out rows, and what it says of made-up pairs."""
    files = sorted({path for part in (recipe["data"], recipe["dev"]) for paths in part.values() for path in paths})
    start = entry_of("weights", recipe["weights"])
    return {
        "seed": recipe["seed"],
        "epochs": recipe["epochs"],
        "passes": len(recipe["passes"]["seeds"]),
        "encoder": {"package": f"{start['package']}@{start['version']}", "path": start["path"]},
        "tokens": recipe["tokens"],
        "torch": torch.__version__,
        "data": {name_of(path, corpora): sha256(path) for path in files},
        "dev": evaluate(model, read_pairs(recipe["dev"]), wordpiece, recipe),
        "references": reference_features(model, wordpiece, recipe["tokens"]),
    }


def reference_features(model, wordpiece, tokens):
    """Returns made-up pairs with their ids and their features in float32: what an export is checked against."""
    model.eval()
    references = []
    with torch.no_grad():
        for row in read_json(REFERENCES):
            pair = Pair(row["head"], row["target"], row["text"], 0, "", "")
            ids, types = encode(pair, wordpiece, tokens)
            features = model.encoder(*pad([(ids, types)]))[0]
            references.append({**row, "ids": ids, "features": rounded(features.tolist())})
    return references


def rounded(values):
    return [round(value, 6) for value in values]


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
