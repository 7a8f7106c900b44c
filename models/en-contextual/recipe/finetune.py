"""Fine-tunes the encoder for stance and reply stance; writes its float32 weights."""

import random
import time
from collections import defaultdict

import torch
from torch import nn
from torch.nn import functional

from encoder import WIDTH, load_minilm
from pairs import LABELS, batches, encode, epoch_of, read_rows, weighed


class Judge(nn.Module):
    """The encoder under one linear head for each question."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({head: nn.Linear(2 * WIDTH, len(labels)) for head, labels in LABELS.items()})

    def forward(self, ids, types, mask):
        with torch.cpu.amp.autocast():
            features = self.encoder(ids, types, mask)
        return {head: linear(self.dropout(features.float())) for head, linear in self.heads.items()}


def tensors(rows):
    length = max(len(ids) for ids, _ in rows)
    ids, types, mask = (torch.zeros(len(rows), length, dtype=kind) for kind in (torch.long, torch.long, torch.float32))
    for row, (row_ids, row_types) in enumerate(rows):
        ids[row, : len(row_ids)] = torch.tensor(row_ids)
        types[row, : len(row_ids)] = torch.tensor(row_types)
        mask[row, : len(row_ids)] = 1
    return ids, types, mask


def predict(judge, pairs, wordpiece, recipe):
    """Probabilities of every pair under the head it belongs to."""
    judge.eval()
    encoded = [encode(pair, wordpiece, recipe["tokens"]) for pair in pairs]
    found = [None] * len(pairs)
    with torch.no_grad():
        for batch in batches(encoded, 2 * recipe["batchTokens"], random.Random(0)):
            logits = judge(*tensors([encoded[index] for index in batch]))
            for row, index in enumerate(batch):
                found[index] = logits[pairs[index].head][row].softmax(0).tolist()
    return found


def macro_f1(gold, said, classes):
    scores = []
    for label in classes:
        hit = sum(g == label == s for g, s in zip(gold, said))
        scores.append(2 * hit / max(1, sum(g == label for g in gold) + sum(s == label for s in said)))
    return sum(scores) / len(scores)


def report(judge, pairs, wordpiece, recipe):
    """Per source: macro-F1 and accuracy, and how often the likelier of two opposing claims is the right one."""
    probabilities = predict(judge, pairs, wordpiece, recipe)
    by_source = defaultdict(list)
    for pair, scores in zip(pairs, probabilities):
        by_source[pair.head, pair.source].append((pair, scores))
    figures = {}
    for (head, source), rows in sorted(by_source.items()):
        gold = [pair.label for pair, _ in rows]
        said = [max(range(3), key=scores.__getitem__) for _, scores in rows]
        figures[source] = {
            "macroF1": round(macro_f1(gold, said, sorted(set(gold))), 4),
            "accuracy": round(sum(g == s for g, s in zip(gold, said)) / len(gold), 4),
        }
        claims = defaultdict(list)
        for pair, scores in rows:
            if head == "stance" and pair.label < 2:
                claims[pair.text].append((pair.label, scores[0] - scores[1]))
        twos = [two for two in claims.values() if len(two) == 2 and two[0][0] != two[1][0]]
        if len(twos) > 100:
            right = sum((a[1] > b[1]) == (a[0] == 0) for a, b in twos)
            figures[source]["whichOfTwo"] = round(right / len(twos), 4)
    return figures


def optimizer_of(judge, rate):
    """AdamW over what is trained; matrices decay, biases and norms do not."""
    trained = [p for p in judge.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if p.dim() > 1], "weight_decay": 0.01},
        {"params": [p for p in trained if p.dim() == 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=rate)


def set_rate(optimizer, rate, step, steps):
    """The learning rate rises over the first 6% of the steps and falls from there to nothing."""
    for group in optimizer.param_groups:
        group["lr"] = rate * min(1.0, step / (0.06 * steps), (steps - step) / (0.94 * steps))


def label_loss(logits, pairs):
    """Cross-entropy of every pair under its head, times its weight, summed."""
    loss = 0.0
    for head in LABELS:
        at = [row for row, pair in enumerate(pairs) if pair.head == head]
        if at:
            gold = torch.tensor([pairs[row].label for row in at])
            weight = torch.tensor([pairs[row].weight for row in at])
            loss = loss + (functional.cross_entropy(logits[head][at], gold, reduction="none") * weight).sum()
    return loss


def descend(optimizer, loss):
    """One step down the gradient of a loss, whose norm is clipped to 1."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
    optimizer.step()


def finetune(recipe, wordpiece, encoder_path, log=print):
    """A trained `Judge`; the same bytes for the same recipe, data, machine and number of threads."""
    torch.manual_seed(recipe["seed"])
    chance = random.Random(recipe["seed"])
    judge = Judge(load_minilm(encoder_path))
    judge.encoder.words.weight.requires_grad = False
    pairs = read_rows(recipe["data"], ("target", "naturalTarget"))
    dev = read_rows(recipe["dev"])
    pairs = list(weighed(pairs, recipe["sourceWeights"]))
    plan = [epoch_of(pairs, recipe, chance) for _ in range(recipe["epochs"])]
    log(f"{len(pairs)} labelled pairs; an epoch reads {len(plan[0])}")
    optimizer = optimizer_of(judge, recipe["learningRate"])
    encoded = [[encode(pair, wordpiece, recipe["tokens"]) for pair in epoch] for epoch in plan]
    order = [batches(rows, recipe["batchTokens"], chance) for rows in encoded]
    steps, step, start = sum(map(len, order)), 0, time.time()
    for epoch, (read, rows, found) in enumerate(zip(plan, encoded, order)):
        judge.train()
        lost = 0.0
        for batch in found:
            set_rate(optimizer, recipe["learningRate"], step, steps)
            loss = label_loss(judge(*tensors([rows[index] for index in batch])), [read[index] for index in batch])
            descend(optimizer, loss / recipe["rowsPerStep"])
            lost += loss.item()
            step += 1
            if step % 50 == 0:
                log(f"step {step}/{steps} {time.time() - start:.0f} s")
        log(f"epoch {epoch + 1}: loss {lost / len(read):.4f}, dev {report(judge, dev, wordpiece, recipe)}")
    return judge
