"""Fine-tunes the encoder, prunes its vocabulary, and writes what `btl` makes a model of."""

import json
import random
from pathlib import Path

import torch

from recipes.batching import pad
from recipes.encoder.evaluation import evaluate, evaluate_heads
from recipes.encoder.finetune import finetune
from recipes.encoder.moments import moments_of
from recipes.encoder.pack import order_pieces, pack, shape_of, write_export
from recipes.encoder.pairs import LABELS, Pair, encode, read_pairs
from recipes.encoder.passes import mean_of_passes
from recipes.encoder.vocabulary import kept_pieces, prune
from recipes.inputs import entry_of, name_of, read_json, sha256
from recipes.minilm import TOKENIZER
from recipes.wordpiece import WordPiece

REFERENCES = Path(__file__).with_name("references.json")
# Pairs by whose moments weights are rounded.
ROUNDED_BY = 700
# A row with a natural form of its target is measured by both, as `btl release` reads it.
FORMS = ("target", "naturalTarget")


def make(recipe, weights, out, corpora):
    """Writes encoder.bin, the encoder in 4 bits with its heads and vocabulary, and encoder.json, what it is, into `out`.

    `recipe` is a loaded recipe.json, `weights` the folder of all-MiniLM-L6-v2, `corpora` the folder that names in the
    record are told from.
    """
    torch.set_num_threads(recipe["threads"])
    out.mkdir(parents=True, exist_ok=True)
    wordpiece = WordPiece(weights / TOKENIZER)
    model = finetune(recipe, wordpiece, weights, log)
    mean_of_passes(model, recipe, wordpiece, weights, log)
    tokenizer = prune_to_kept(model, recipe, wordpiece, weights)
    write_json(out / TOKENIZER, tokenizer)
    wordpiece = WordPiece(out / TOKENIZER)
    arrays = weights_of(model.encoder, recipe["tokens"]["pair"])
    heads = {
        head: {"weights": array(model.heads[head].weight), "bias": array(model.heads[head].bias)} for head in LABELS
    }
    record = {"shape": shape_of(arrays), **training_record(model, recipe, wordpiece, corpora)}
    moments = moments_of(model.encoder, some_batches(recipe, wordpiece))
    write_export(out, pack(arrays, wordpiece.vocabulary, heads, moments), record)


def some_batches(recipe, wordpiece):
    """Returns some of the training pairs, the same each time, one to a batch."""
    pairs = read_pairs(recipe["data"])
    chosen = random.Random(recipe["seed"]).sample(pairs, min(ROUNDED_BY, len(pairs)))
    return [pad([encode(pair, wordpiece, recipe["tokens"])]) for pair in chosen]


def log(line):
    print(line, flush=True)


def prune_to_kept(model, recipe, wordpiece, weights):
    """Leaves `model` with the rows of the word pieces that are kept, in the order that the file has, and returns the tokenizer."""
    kept = kept_pieces(recipe, wordpiece)
    pruned = prune(read_json(weights / TOKENIZER), kept)
    vocabulary = pruned["model"]["vocab"]
    starts, rests = order_pieces(vocabulary)
    pieces = [*starts, *(f"##{rest}" for rest in rests)]
    rows = [kept[vocabulary[piece]] for piece in pieces]
    with torch.no_grad():
        model.encoder.words = torch.nn.Embedding.from_pretrained(model.encoder.words.weight[rows])
    return {"model": {**pruned["model"], "vocab": {piece: row for row, piece in enumerate(pieces)}}}


def array(parameter):
    """Returns a parameter of PyTorch as a float32 array."""
    return parameter.detach().float().numpy()


def weights_of(encoder, positions):
    """Returns an encoder's weights as `pack` takes them, with its first `positions` positions."""
    arrays = {
        "words": array(encoder.words.weight),
        "positions": array(encoder.positions.weight)[:positions],
        "types": array(encoder.types.weight),
        **norm_of("norm", encoder.norm),
    }
    for number, layer in enumerate(encoder.layers):
        linears = {"qkv": layer.qkv, "mix": layer.attention_output, "widen": layer.intermediate, "narrow": layer.output}
        for name, linear in linears.items():
            arrays[f"layer{number}.{name}"] = array(linear.weight)
            arrays[f"layer{number}.{name}.bias"] = array(linear.bias)
        arrays |= norm_of(f"layer{number}.mix_norm", layer.attention_norm)
        arrays |= norm_of(f"layer{number}.narrow_norm", layer.output_norm)
    return arrays


def norm_of(name, norm):
    return {f"{name}.weight": array(norm.weight), f"{name}.bias": array(norm.bias)}


def training_record(model, recipe, wordpiece, corpora):
    """Returns how the encoder was made, how right it is on held-out rows, and what it says of made-up pairs."""
    files = sorted({path for part in (recipe["data"], recipe["dev"]) for paths in part.values() for path in paths})
    start = entry_of("weights", recipe["weights"])
    return {
        "tokens": recipe["tokens"],
        "training": {
            "seed": recipe["seed"],
            "epochs": recipe["epochs"],
            "passes": len(recipe["passes"]["seeds"]),
            "encoder": {"package": f"{start['package']}@{start['version']}", "path": start["path"]},
            "data": {name_of(path, corpora): sha256(path) for path in files},
        },
        "dev": evaluate_heads(model, read_pairs(recipe["dev"], FORMS), wordpiece, recipe),
        "bySource": evaluate(model, read_pairs(recipe["dev"]), wordpiece, recipe),
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
