"""Reads files of a git repository at one commit, without a checkout."""

import subprocess
from collections import namedtuple
from functools import cache
from pathlib import Path

from recipes.inputs import InputError

Repository = namedtuple("Repository", "folder commit")


def open_repository(name, commit, folder):
    """Returns the repository `OWNER/NAME` that lies in `folder` as OWNER+NAME, or in its subfolder `repo`.

    Both a clone and a git directory by itself serve. Raises `InputError` where there is none, or it lacks the commit.
    """
    place = Path(folder) / name.replace("/", "+")
    found = next((path for path in (place, place / "repo") for path in (path / ".git", path) if is_git(path)), None)
    if found is None:
        raise InputError(f"{place}: no git directory there, expected a clone of https://github.com/{name}")
    repository = Repository(found, commit)
    if git(repository, "cat-file", "-t", commit).strip() != b"commit":
        raise InputError(f"{found}: no commit {commit}, expected a clone of https://github.com/{name} that has it")
    return repository


def is_git(path):
    return (path / "HEAD").is_file() and (path / "objects").is_dir()


def git(repository, *arguments, given=None):
    """Returns what git prints; nothing where it fails."""
    command = ["git", "-C", str(repository.folder), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False).stdout


@cache
def paths_of(repository):
    """Returns the paths of all files, in git's order."""
    listed = git(repository, "ls-tree", "-r", "-z", "--name-only", repository.commit)
    return [path.decode("utf-8", "replace") for path in listed.split(b"\0") if path]


def read_bytes(repository, paths):
    """Yields a file's bytes for each of `paths`. Raises `InputError` where one is missing."""
    names = "".join(f"{repository.commit}:{path}\n" for path in paths)
    packed = git(repository, "cat-file", "--batch", given=names.encode())
    start = 0
    for path in paths:
        end = packed.find(b"\n", start)
        kind, size = packed[start:end].split()[-2:] if end >= 0 else (b"", b"")
        if kind != b"blob":
            raise InputError(f"{repository.folder}: no {path} in {repository.commit}, expected a file")
        start = end + 1 + int(size)
        yield packed[end + 1 : start]
        start += 1


def read_texts(repository, paths):
    """Yields a file's text, in UTF-8 or UTF-16, for each of `paths`. Raises `InputError` where one is missing."""
    for content in read_bytes(repository, paths):
        encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        yield content.decode(encoding, "replace").lstrip("\ufeff")


def read_text(repository, path):
    return next(read_texts(repository, [path]))
