"""WordPiece as BERT's uncased tokenizer does it, with emoji by their names and other symbols alone, for training;
`test/fixtures` holds it to the one in TypeScript."""

import json
import re
import unicodedata

from recipes.inputs import ROOT, read_json

MAX_WORD_CHARACTERS = 100
EMOJI_NAMES = {sign: name for name, signs in read_json(ROOT / "src/encoder/emoji.json").items() for sign in signs}
# An emoji and the colour of its skin, which changes no name.
EMOJI = re.compile(f"([{''.join(map(re.escape, EMOJI_NAMES))}])[\U0001f3fb-\U0001f3ff]?")


def is_punctuation(character):
    """Says whether BERT sets the character apart: all ASCII that is no letter or digit, and Unicode's punctuation."""
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(character).startswith("P")


def is_ideograph(character):
    """Says whether the character is a word of its own, as Chinese ones are."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    )


def is_symbol(character):
    """Says whether the character is a symbol that is no punctuation: a sign, or a picture, known to this Unicode or not."""
    is_picture = 0x1F000 <= ord(character) <= 0x1FAFF
    return character != "\ufffd" and (is_picture or unicodedata.category(character) == "So")


def is_dropped(character):
    """Says whether the character is left out: combining marks, frames, controls, and what stands for none."""
    category = unicodedata.category(character)
    return (
        category in ("Mn", "Me") or character in "\0\ufffd" or (category.startswith("C") and character not in "\t\n\r")
    )


def split_words(text):
    """Returns the words of a text, lower-cased and without accents, every punctuation mark by itself."""
    cleaned = []
    named = EMOJI.sub(lambda found: f" {EMOJI_NAMES[found[1]]} ", text)
    for character in unicodedata.normalize("NFD", named.lower()):
        if is_symbol(character):
            cleaned.append(f" {character} ")
        elif is_dropped(character):
            continue
        elif character.isspace():
            cleaned.append(" ")
        elif is_punctuation(character) or is_ideograph(character):
            cleaned.append(f" {character} ")
        else:
            cleaned.append(character)
    return "".join(cleaned).split()


class WordPiece:
    """Text to ids, by a vocabulary: a dict of pieces to ids."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.unk, self.cls, self.sep = (self.vocabulary[token] for token in ("[UNK]", "[CLS]", "[SEP]"))
        self.cache = {}

    def pieces(self, word):
        """Returns the ids of a word's pieces, the longest first that is known; [UNK] where a part is none, nothing for an
        unknown symbol."""
        if word in self.cache:
            return self.cache[word]
        ids, start = [], 0
        while start < len(word) and len(word) <= MAX_WORD_CHARACTERS:
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
        self.cache[word] = ids or ([] if is_symbol(word[0]) else [self.unk])
        return self.cache[word]

    def ids(self, text):
        """Returns the ids of a text, without [CLS] and [SEP]."""
        return [identifier for word in split_words(text) for identifier in self.pieces(word)]


def read_tokenizer(path):
    """Returns the `WordPiece` of a `tokenizer.json`."""
    with open(path, encoding="utf-8") as file:
        return WordPiece(json.load(file)["model"]["vocab"])
