"""Fine-tunes the encoder for stance and reply stance."""

import random
import time

import torch

from recipes.batching import batches, pad
from recipes.encoder.evaluation import evaluate
from recipes.encoder.model import PairClassifier, label_loss, trained_parameters
from recipes.encoder.pairs import encode, read_pairs, training_pairs
from recipes.encoder.sampling import sample_epoch
from recipes.minilm import load_minilm
from recipes.optimization import adamw, descend, set_learning_rate


def finetune(recipe, wordpiece, weights, log):
    """Returns a trained `PairClassifier`.

    `weights` is the folder of all-MiniLM-L6-v2. The same recipe, inputs, machine and number of threads give the same
    bytes.
    """
    torch.manual_seed(recipe["seed"])
    rng = random.Random(recipe["seed"])
    model = PairClassifier(load_minilm(weights))
    pairs = training_pairs(recipe)
    dev = read_pairs(recipe["dev"])
    epochs = [sample_epoch(pairs, recipe, rng) for _ in range(recipe["epochs"])]
    log(f"{len(pairs)} labelled pairs; an epoch reads {len(epochs[0])}")
    optimizer = adamw([p for p in model.parameters() if p.requires_grad], recipe["learningRate"])
    encoded = [[encode(pair, wordpiece, recipe["tokens"]) for pair in epoch] for epoch in epochs]
    order = [batches(rows, recipe["batchTokens"], rng) for rows in encoded]
    steps, step, start = sum(map(len, order)), 0, time.time()
    for epoch, (sampled, rows, epoch_batches) in enumerate(zip(epochs, encoded, order, strict=True), 1):
        model.train()
        total_loss = 0.0
        for batch in epoch_batches:
            set_learning_rate(optimizer, step, steps)
            loss = label_loss(model(*pad([rows[index] for index in batch])), [sampled[index] for index in batch])
            descend(optimizer, loss / recipe["rowsPerStep"], trained_parameters(optimizer))
            total_loss += loss.item()
            step += 1
            if step % 50 == 0:
                log(f"step {step}/{steps} {time.time() - start:.0f} s")
        log(f"epoch {epoch}: loss {total_loss / len(sampled):.4f}, dev {evaluate(model, dev, wordpiece, recipe)}")
    return model
