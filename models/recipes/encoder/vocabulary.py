"""Prunes the vocabulary to the word pieces that comments are made of."""

from collections import Counter

from recipes.rows import read_rows

SPECIAL_TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def kept_pieces(recipe, wordpiece):
    """Returns the ids, ascending, of pieces that occur often enough in the recipe's files, and of single characters."""
    counts = Counter()
    for path in recipe["vocabulary"]["from"]:
        for row in read_rows(path):
            counts.update(wordpiece.ids(row["text"]))
            if "target" in row:
                counts.update(wordpiece.ids(row["target"]))
    return sorted(
        identifier
        for piece, identifier in wordpiece.vocabulary.items()
        if piece in SPECIAL_TOKENS
        or counts[identifier] >= recipe["vocabulary"]["atLeast"]
        or (piece.isascii() and len(piece.removeprefix("##")) == 1)
    )


def prune(tokenizer, kept):
    """Returns a tokenizer.json whose vocabulary is the ids `kept`, numbered in that order."""
    new_ids = {identifier: index for index, identifier in enumerate(kept)}
    processor = tokenizer["post_processor"]
    special_tokens = {
        name: {**entry, "ids": [new_ids[identifier] for identifier in entry["ids"]]}
        for name, entry in processor["special_tokens"].items()
    }
    vocabulary = {piece: new_ids[i] for piece, i in tokenizer["model"]["vocab"].items() if i in new_ids}
    return {
        **tokenizer,
        "truncation": None,
        "padding": None,
        "added_tokens": [{**token, "id": new_ids[token["id"]]} for token in tokenizer["added_tokens"]],
        "post_processor": {**processor, "special_tokens": special_tokens},
        "model": {**tokenizer["model"], "vocab": vocabulary},
    }
