"""Fine-tunes the encoder and writes what `btl` makes a model of."""

import json
from pathlib import Path

import torch

from recipes.batching import pad
from recipes.encoder.evaluation import evaluate, evaluate_heads, held_out, predict
from recipes.encoder.examples import Example, encode
from recipes.encoder.finetune import finetune
from recipes.encoder.model import OUTPUTS
from recipes.encoder.pack import pack, shape_of, write_export
from recipes.encoder.rounding import packed_matrices
from recipes.inputs import name_of, read_json, sha256
from recipes.packed import FILE, linears_of, read_tensors, read_vocabulary
from recipes.wordpiece import WordPiece

REFERENCES = Path(__file__).with_name("references.json")


def make(recipe, weights, out, corpora):
    """Writes encoder.bin, the encoder in 4 bits with its heads and vocabulary, and encoder.json, what it is, into `out`.

    `recipe` is a loaded recipe.json, `weights` the folder of the model that it starts from, `corpora` the folder that
    names in the record are told from. A run that was cut off goes on from the checkpoint in `out`.
    """
    torch.set_num_threads(recipe["threads"])
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = read_vocabulary(weights)
    wordpiece = WordPiece(vocabulary)
    training = finetune(recipe, wordpiece, weights, out, log)
    model = training.model
    record = training_record(training, recipe, wordpiece, weights, corpora)
    start = read_tensors(weights)
    # The word table stays as it was.
    words = {name: tensor for name, tensor in start.items() if name.startswith("words.")}
    packed = {**words, **packed_matrices(model.encoder)}
    model.eval()
    arrays = weights_of(model.encoder, max(recipe["tokens"]["pair"], recipe["tokens"]["comment"]))
    heads = {
        head: {"weights": array(model.heads[head].weight), "bias": array(model.heads[head].bias)} for head in OUTPUTS
    }
    references = reference_features(model, wordpiece, recipe["tokens"])
    tensors = pack(arrays, vocabulary, heads, packed)
    write_export(out, tensors, {"shape": shape_of(arrays), **record, "references": references})


def log(line):
    print(line, flush=True)


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
        for name, linear in linears_of(layer).items():
            arrays[f"layer{number}.{name}"] = array(linear.weight)
            arrays[f"layer{number}.{name}.bias"] = array(linear.bias)
        arrays |= norm_of(f"layer{number}.mix_norm", layer.attention_norm)
        arrays |= norm_of(f"layer{number}.narrow_norm", layer.output_norm)
    return arrays


def norm_of(name, norm):
    return {f"{name}.weight": array(norm.weight), f"{name}.bias": array(norm.bias)}


def training_record(training, recipe, wordpiece, weights, corpora):
    """Returns how the encoder was made, and how right it is on held-out rows before it is rounded."""
    read = [path for part in (recipe["data"], recipe["dev"]) for paths in part.values() for path in paths]
    examples = held_out(recipe["dev"])
    rows = list(zip(examples, predict(training.model, examples, wordpiece, recipe), strict=True))
    figures = evaluate(rows)
    log(json.dumps(figures, indent=1))
    return {
        "tokens": {name: recipe["tokens"][name] for name in ("pair", "target", "parent", "context", "comment")},
        "training": {
            "seed": recipe["seed"],
            "units": len(training.units),
            "steps": training.step,
            "start": {"id": recipe["weights"], "sha256": sha256(Path(weights) / FILE)},
            "data": {name_of(path, corpora): sha256(path) for path in sorted(set(read))},
        },
        "dev": evaluate_heads(rows),
        "bySource": figures,
    }


def reference_features(model, wordpiece, tokens):
    """Returns made-up examples with their ids and features in float32 of the rounded weights: what the file is held to."""
    references = []
    with torch.no_grad():
        for row in read_json(REFERENCES):
            parts = {part: row[part] for part in ("target", "parent", "article") if row.get(part)}
            ids, types = encode(Example(row["head"], row["text"], 0, "", "", **parts), wordpiece, tokens)
            features = model.encoder(*pad([(ids, types)]))[0]
            references.append({**row, "ids": ids, "features": [round(value, 6) for value in features.tolist()]})
    return references
