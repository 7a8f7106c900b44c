"""Threads of readers' comments out of public git repositories, as discussions.json beside this file lists them."""

import re
from collections import namedtuple
from functools import partial
from pathlib import Path, PurePosixPath

from recipes.cleaning import (
    is_blog_comment,
    is_latin,
    is_platform_comment,
    is_reddit_comment,
    plain_html,
    plain_markdown,
    words,
)
from recipes.exports import read_blogger, read_disqus, read_files, read_front_matter, read_tree, read_wordpress
from recipes.inputs import InputError, read_json
from recipes.repositories import open_repository, paths_of, read_text
from recipes.tables import read_lists, read_pairs, read_table

FORMS = {
    "wordpress": read_wordpress,
    "disqus": read_disqus,
    "blogger": read_blogger,
    "files": read_files,
    "front matter": read_front_matter,
    "tree": read_tree,
    "table": read_table,
    "lists": read_lists,
    "pairs": read_pairs,
}
MOST_THREADS = 40
SHARE_OF = 40
PAGE = re.compile(r"\.(md|markdown|html|mdx|textile|adoc)$")
TITLE = re.compile(r"^title\s*[:=]\s*(.+)$", re.MULTILINE)
TITLE_WITHIN = 3000
ROUND = re.compile(
    r"nsfw|daily (discussion|thread)|weekly|simple questions|\bsurvey\b|who.?s hiring|free talk|megathread",
    re.IGNORECASE,
)


def has_question(headline):
    """Says whether a headline of Reddit's is about one thing, and no round in which all is welcome."""
    return len(words(headline)) >= 3 and not ROUND.search(headline)


def is_latin_headline(headline):
    return bool(headline) and is_latin(headline)


def is_long(text):
    return len(re.findall(r"\w+", text)) >= 8


def is_sentence(text):
    return len(words(text)) >= 5


def evenly(threads, most, full):
    """Returns at most `most`, spread over all, by group; of the `full` ones alone where these are enough."""
    rich = [thread for thread in threads if thread["weight"] >= full]
    chosen = rich if len(rich) >= most else threads
    if len(chosen) > most:
        chosen = [chosen[number * len(chosen) // most] for number in range(most)]
    return sorted(chosen, key=lambda thread: thread["group"])


def in_turn(threads, most):
    """Returns at most `most` of different headlines: the first of each kind, then the second, and so on."""
    kinds, unique = {}, {}
    for thread in threads:
        unique.setdefault(thread["headline"].lower(), thread)
    for thread in unique.values():
        kinds.setdefault(thread.get("kind"), []).append(thread)
    rounds = max(map(len, kinds.values()), default=0)
    chosen = [kind[number] for number in range(rounds) for kind in kinds.values() if number < len(kind)]
    return chosen[:most]


# clean: raw text to plain; accepts, counts: which comments are kept, which of these weigh; any_parent: whether what is
# not kept may be a parent; names: which headlines will do; most: comments of a thread; fewest, share: how many, and
# which share of its first `SHARE_OF`, must weigh; choose: of the threads that are left.
Rules = namedtuple("Rules", "clean accepts counts any_parent names most fewest share choose")
RULES = {
    "blog": Rules(plain_html, is_blog_comment, is_long, False, bool, 25, 4, 0, partial(evenly, full=6)),
    "platform": Rules(
        plain_html, is_platform_comment, bool, True, is_latin_headline, 15, 5, 0.25, partial(evenly, full=10)
    ),
    "reddit": Rules(plain_markdown, is_reddit_comment, is_sentence, False, has_question, 15, 5, 0, in_turn),
}
RULES["markdown blog"] = RULES["blog"]._replace(clean=partial(plain_html, markdown=True))


def read_sources():
    """Returns the list of sources."""
    return read_json(Path(__file__).with_suffix(".json"))


def discussion_rows(source, folder):
    """Returns a row `{id, text, headline, group, parent}` for each comment of a source, `parent` where it answers one.

    `source` is an entry of discussions.json, and its repository lies in `folder` as `open_repository` says. Raises
    `InputError` where the form is unknown, or the repository, its commit or a file is missing, or no thread will do.
    """
    if source["form"] not in FORMS:
        raise InputError(f"{source['name']}: form {source['form']!r}, expected one of {', '.join(FORMS)}")
    repository, rules = open_repository(source["repository"], source["commit"], folder), RULES[source["rules"]]
    threads = [clean_thread(thread, rules) for thread in FORMS[source["form"]](repository, source)]
    chosen = rules.choose(worthwhile(threads, rules), source.get("threads", MOST_THREADS))
    if not chosen:
        raise InputError(f"{source['name']}: no threads, expected some in {source['path']} of {source['repository']}")
    posts = post_files(repository) if any(thread["headline"] is None for thread in chosen) else {}
    for thread in chosen:
        thread["headline"] = thread["headline"] or title_of(repository, posts, thread)
    return [row for thread in chosen for row in rows_of(thread)]


def clean_thread(thread, rules):
    """Returns a thread with plain texts, of which each is kept once and only where the rules accept it."""
    headline = thread["headline"] and plain_line(thread["headline"], rules)
    texts, kept = {}, {}
    for comment in thread["comments"]:
        text = rules.clean(comment["text"])
        if not text or text == headline:
            continue
        accepted = rules.accepts(text)
        if accepted:
            kept.setdefault(text, {**comment, "text": text})
        if accepted or rules.any_parent:
            texts.setdefault(comment["id"], text)
    comments = list(kept.values())[: rules.most]
    weight = sum(bool(rules.counts(comment["text"])) for comment in comments)
    read = min(len(thread["comments"]), SHARE_OF)
    return {**thread, "headline": headline, "comments": comments, "texts": texts, "weight": weight, "read": read}


def plain_line(text, rules):
    return re.sub(r"\s+", " ", rules.clean(text)).strip()


def worthwhile(threads, rules):
    """Returns the threads that have enough comments, and a headline that will do where it is known."""
    return [
        thread
        for thread in threads
        if thread["weight"] >= max(rules.fewest, rules.share * thread["read"])
        and (thread["headline"] is None or rules.names(thread["headline"]))
    ]


def rows_of(thread):
    """Returns the rows of a thread."""
    rows = []
    for comment in thread["comments"]:
        row = {"id": f"{thread['group']}/{comment['id']}", "text": comment["text"]}
        row |= {"headline": thread["headline"], "group": thread["group"]}
        if comment["parent"] in thread["texts"] and comment["parent"] != comment["id"]:
            row["parent"] = thread["texts"][comment["parent"]]
        rows.append(row)
    return rows


def post_files(repository):
    """Returns a dict of name to path of the pages in a repository: with and without the date, or the folder's name."""
    found = {}
    for path in paths_of(repository):
        if PAGE.search(path):
            place = PurePosixPath(path)
            date = re.match(r"(\d{4})-(\d\d?)-(\d\d?)-(.+)", place.stem)
            names = [place.stem, date[4], "".join(date.groups())] if date else [place.stem]
            for name in names if place.stem != "index" else [place.parent.name]:
                found.setdefault(name, path)
    return found


def title_of(repository, posts, thread):
    """Returns the title in the front matter of a thread's post, or what its file's name says."""
    name = thread.get("post", thread["group"])
    page = read_text(repository, posts[name])[:TITLE_WITHIN] if name in posts else ""
    found = TITLE.search(page)
    return plain_html(found[1].strip().strip("\"'")) if found else name.replace("-", " ")
