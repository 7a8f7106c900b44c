"""Fine-tunes the encoder for stance, reply and toxicity at once; a run that was cut off goes on from its checkpoint."""

import random
import time

import torch
from torch.nn import functional

from recipes.batching import batches, pad
from recipes.encoder.examples import TYPES, encode, read_examples, weighted
from recipes.encoder.model import Classifier, divergence, opposing_loss, stance_loss, toxicity_loss
from recipes.encoder.rounding import matrices_of, prepare_rounding, round_matrices
from recipes.encoder.sampling import sample_units
from recipes.optimization import adamw, descend, set_learning_rate
from recipes.packed import load_packed, read_tensors
from recipes.transformer import WIDTH

LOG_EVERY, SAVE_EVERY = 50, 100


class Training:
    """A training: a model, what it is to read in which order, and how far it came."""

    def __init__(self, recipe, examples, wordpiece, weights):
        torch.manual_seed(recipe["seed"])
        rng = random.Random(recipe["seed"])
        self.recipe = recipe
        self.units = sample_units(examples, recipe, rng)
        self.encoded = [[encode(e, wordpiece, recipe["tokens"]) for e in unit.examples] for unit in self.units]
        self.order = unit_batches(self.encoded, recipe["batchTokens"], rng)
        self.sources = {e: i for i, e in enumerate(sorted({e.source for e in examples if e.head == "toxicity"}))}
        self.model = start(weights, len(self.sources), recipe["dropout"])
        bias = self.model.source_bias.weight
        trained = [p for p in self.model.parameters() if p.requires_grad and p is not bias]
        heads = [p for p in self.model.heads.parameters()]
        matrices = [linear.parametrizations.weight.original for _, linear in matrices_of(self.model.encoder)]
        others = {id(p) for p in [*heads, *matrices]}
        layers = [p for p in trained if id(p) not in others]
        groups = [
            {"params": matrices, "weight_decay": 0.0, "rounded_lr": recipe["rounded"]["rate"]},
            {"params": heads, "weight_decay": 0.0, "lr": recipe["headRate"]},
            {"params": [bias], "weight_decay": 0.0, "lr": recipe["biasRate"]},
        ]
        self.optimizer = adamw(layers, recipe["learningRate"], groups)
        self.trained = [*trained, bias]
        self.step = 0
        self.rounding = int(len(self.order) * recipe["rounded"]["from"])

    def round(self):
        """Rounds the matrices. To another level is half a scale, so they take longer steps from there."""
        round_matrices(self.model.encoder)
        for group in self.optimizer.param_groups:
            group["peak_lr"] = group.get("rounded_lr", group["peak_lr"])

    def save(self, path):
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "random": torch.get_rng_state(),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path):
        state = torch.load(path)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        torch.set_rng_state(state["random"])


def start(weights, sources, dropout):
    """Returns the model in the folder `weights`, whose matrices can be rounded; heads start as they are there."""
    tensors = read_tensors(weights)
    model = Classifier(load_packed(weights, TYPES, dropout), sources)
    prepare_rounding(model.encoder)
    for head, linear in model.heads.items():
        if f"{head}.weights" in tensors:
            known = tensors[f"{head}.weights"].reshape(len(linear.bias), -1)[:, :WIDTH]
            with torch.no_grad():
                linear.weight.copy_(torch.tensor(known))
                linear.bias.copy_(torch.tensor(tensors[f"{head}.bias"]))
    return model


def finetune(recipe, wordpiece, weights, out, log):
    """Returns the `Training`, which has ended.

    `weights` is the folder of the model that it starts from, `out` that of the checkpoint. The same recipe, inputs,
    machine and number of threads give the same bytes, in one run or in several.
    """
    examples = weighted(read_examples(recipe["data"]), recipe["sourceWeights"])
    training, path = Training(recipe, examples, wordpiece, weights), out / "checkpoint.pt"
    if path.exists():
        training.load(path)
    log(f"{len(training.units)} units, {training.step} of {len(training.order)} steps are done")
    training.model.train()
    started, total = time.time(), 0.0
    while training.step < len(training.order):
        if training.step == training.rounding:
            training.round()
        set_learning_rate(training.optimizer, training.step + 1, len(training.order) + 1)
        loss = loss_of(training, training.order[training.step])
        descend(training.optimizer, loss, training.trained)
        training.step += 1
        total += loss.item()
        if training.step % LOG_EVERY == 0:
            seconds = time.time() - started
            log(f"step {training.step}/{len(training.order)} {seconds:.0f} s, loss {total / LOG_EVERY:.4f}")
            total = 0.0
        if training.step % SAVE_EVERY == 0:
            training.save(path)
    training.save(path)
    return training


def loss_of(training, batch):
    """Returns the loss of the units of a batch, by the row."""
    recipe, units = training.recipe, [training.units[index] for index in batch]
    examples = [example for unit in units for example in unit.examples]
    rows = [row for index in batch for row in training.encoded[index]]
    logits = training.model(*pad(rows))
    loss = torch.zeros(())
    for head in ("stance", "reply", "toxicity"):
        of_head = [row for row, example in enumerate(examples) if example.head == head]
        if of_head:
            loss = loss + head_loss(head, logits[head][of_head], [examples[row] for row in of_head], training)
    place, places = 0, []
    for unit in units:
        places.append(place)
        place += len(unit.examples)
    stance = logits["stance"]
    opposed = [p + more for p, u in zip(places, units, strict=True) if u.opposite for more in (0, 1)]
    if opposed:
        labels = torch.tensor([examples[row].label for row in opposed])
        loss = loss + recipe["consistency"] * opposing_loss(stance[opposed], labels)
    same = [p for p, u in zip(places, units, strict=True) if u.same]
    if same:
        loss = loss + recipe["consistency"] * divergence(stance[same], stance[[row + 2 for row in same]])
    return loss / recipe["rowsPerStep"]


def head_loss(head, logits, examples, training):
    """Returns the loss of one head's examples, summed."""
    recipe = training.recipe
    weights = torch.tensor([example.weight for example in examples])
    if head == "toxicity":
        labels = torch.tensor([example.label for example in examples], dtype=torch.float32)
        bias = training.model.source_bias(torch.tensor([training.sources[example.source] for example in examples]))
        return toxicity_loss(logits + bias, labels, weights, torch.tensor(recipe["attributeWeights"]))
    labels = torch.tensor([example.label for example in examples])
    if head == "reply":
        return (functional.cross_entropy(logits, labels, reduction="none") * weights).sum()
    about = [recipe["aboutWeights"].get(example.source, 1.0) for example in examples]
    return stance_loss(logits, labels, weights, torch.tensor(about))


def unit_batches(encoded, budget, rng):
    """Returns batches of indices of units, of like length and like number of examples."""
    result = []
    for size in (1, 2, 3):
        indices = [index for index, unit in enumerate(encoded) if len(unit) == size]
        longest = [max(unit, key=lambda row: len(row[0])) for unit in (encoded[index] for index in indices)]
        result += [[indices[position] for position in batch] for batch in batches(longest, budget // size, rng)]
    rng.shuffle(result)
    return result
