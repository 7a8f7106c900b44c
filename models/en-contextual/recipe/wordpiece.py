"""WordPiece as BERT's uncased tokenizer does it, for training; `test/contextual` holds it to the one in TypeScript."""

import json
import unicodedata


def _is_punctuation(character):
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(character).startswith("P")


def _is_ideograph(character):
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F


class WordPiece:
    """Text to ids, by the vocabulary of a `tokenizer.json`."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.vocabulary = json.load(file)["model"]["vocab"]
        self.unknown, self.first, self.end = (self.vocabulary[t] for t in ("[UNK]", "[CLS]", "[SEP]"))
        self.known = {}

    def words(self, text):
        cleaned = []
        for character in unicodedata.normalize("NFD", text.lower()):
            category = unicodedata.category(character)
            if category == "Mn" or character in "\0\ufffd" or (category.startswith("C") and character not in "\t\n\r"):
                continue
            if character.isspace():
                cleaned.append(" ")
            elif _is_punctuation(character) or _is_ideograph(character):
                cleaned.append(f" {character} ")
            else:
                cleaned.append(character)
        return "".join(cleaned).split()

    def pieces(self, word):
        if word in self.known:
            return self.known[word]
        ids, start = [], 0
        while start < len(word) and len(word) <= 100:
            end = len(word)
            while end > start:
                piece = ("##" if start else "") + word[start:end]
                if piece in self.vocabulary:
                    break
                end -= 1
            if end == start:
                ids = []
                break
            ids.append(self.vocabulary[piece])
            start = end
        self.known[word] = ids or [self.unknown]
        return self.known[word]

    def ids(self, text):
        return [identifier for word in self.words(text) for identifier in self.pieces(word)]
