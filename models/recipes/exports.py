"""Readers of blogs: what their software exports, and comments that lie beside the posts as files.

Each returns a list of threads `{group, headline, comments}`, a comment being `{id, text, parent}` with the parent's id
or None. Texts are as they stand in the file. A headline is None where it stands in the post's file.
"""

import json
import re
from html import unescape
from pathlib import PurePosixPath

import yaml

from recipes.inputs import InputError
from recipes.repositories import paths_of, read_text, read_texts

YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
POST = re.compile(r"(^|/)_posts/.*\.(md|markdown|html|textile)$")
PING = re.compile(r"\s*(\[\.\.\.\]|&#?8230|<strong>.*\.\.\.</strong>)")
FRONT_MATTER = re.compile(r"---\s*\n(.*?)\n---\s*\n", re.DOTALL)


def parse_yaml(text):
    """Returns the first document of a YAML text, or None where it is none."""
    try:
        return next((document for document in yaml.load_all(text, Loader=YAML_LOADER) if document), None)
    except yaml.YAMLError:
        return None


def parse(path, text):
    return json.loads(text) if path.endswith(".json") else parse_yaml(text)


def element(xml, name):
    """Returns the text of the first element of this name, or an empty text."""
    found = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", xml, re.DOTALL)
    if not found:
        return ""
    content = found[1].strip()
    if "<![CDATA[" in content:
        return content.replace("]]]]><![CDATA[>", "]]>").replace("<![CDATA[", "").removesuffix("]]>")
    return unescape(content)


def last_segment(address):
    return re.sub(r"[?#].*", "", address).rstrip("/").rsplit("/", 1)[-1].removesuffix(".html")


def by_date(threads):
    """Returns threads with each one's comments in the order of their dates, then of their ids."""
    for thread in threads:
        thread["comments"].sort(key=lambda comment: (comment["date"], int(comment["id"])))
    return threads


def read_wordpress(repository, source):
    """Returns the threads of published posts in a WordPress export (WXR), with approved comments alone."""
    threads = {}
    for item in re.findall(r"<item>(.*?)</item>", read_text(repository, source["path"]), re.DOTALL):
        head, *comments = item.split("<wp:comment>")
        if not comments or element(head, "wp:status") not in ("publish", ""):
            continue
        group = element(head, "wp:post_name") or element(head, "wp:post_id")
        thread = threads.setdefault(group, {"group": group, "headline": element(head, "title"), "comments": []})
        thread["comments"] += [wordpress_comment(comment) for comment in comments if is_approved(comment)]
    return by_date(threads.values())


def is_approved(comment):
    """Says whether a comment of WordPress is a reader's (no ping, not the one of a new blog) and was approved."""
    return (
        element(comment, "wp:comment_approved") in ("1", "")
        and element(comment, "wp:comment_type") in ("", "comment")
        and element(comment, "wp:comment_author") not in ("Mr WordPress", "A WordPress Commenter")
    )


def wordpress_comment(comment):
    return {
        "id": element(comment, "wp:comment_id"),
        "text": element(comment, "wp:comment_content"),
        "parent": element(comment, "wp:comment_parent"),
        "date": element(comment, "wp:comment_date_gmt"),
    }


def read_disqus(repository, source):
    """Returns the threads of a Disqus export, without what was deleted or marked as spam."""
    xml = read_text(repository, source["path"])
    threads = {}
    for found in re.finditer(r'<thread dsq:id="(\d+)"[^/>]*>(.*?)</thread>', xml, re.DOTALL):
        group = last_segment(element(found[2], "link") or element(found[2], "id")) or found[1]
        threads[found[1]] = {"group": group, "headline": element(found[2], "title"), "comments": []}
    merged = {}
    for found in re.finditer(r'<post dsq:id="(\d+)"[^>]*>(.*?)</post>', xml, re.DOTALL):
        if "<isDeleted>true" in found[2] or "<isSpam>true" in found[2]:
            continue
        thread = threads[re.search(r'<thread dsq:id="(\d+)"', found[2])[1]]
        parent = re.search(r'<parent dsq:id="(\d+)"', found[2])
        comment = {"id": found[1], "text": element(found[2], "message"), "parent": parent and parent[1]}
        comments = merged.setdefault(thread["group"], thread)["comments"]
        comments.append({**comment, "date": element(found[2], "createdAt")})
    return by_date(merged.values())


def read_blogger(repository, source):
    """Returns the threads of a Blogger export (Atom with extensions)."""
    entries = re.findall(r"<entry>.*?</entry>", read_text(repository, source["path"]), re.DOTALL)
    threads = {}
    for entry in entries:
        address = re.search(r"<link rel='alternate' type='text/html' href='([^']*)'", entry)
        if "kind#post" in entry and address:
            thread = {"group": last_segment(address[1]), "headline": element(entry, "title"), "comments": []}
            threads[address[1]] = thread
    for entry in entries:
        answered = re.search(r"in-reply-to[^>]*href='([^']*)'", entry)
        if "kind#comment" not in entry or not answered or answered[1] not in threads:
            continue
        identifier = re.search(r"post-(\d+)</id>", entry)[1]
        parent = re.search(r"rel='related'[^>]*href='[^']*/(\d+)'", entry)
        comment = {"id": identifier, "text": element(entry, "content"), "parent": parent and parent[1]}
        threads[answered[1]]["comments"].append(comment)
    return list(threads.values())


def read_files(repository, source):
    """Returns the threads of comments that lie in a file each, YAML or JSON, in a folder for each post.

    The column `date`, or else the numbers in their names order the comments of a post. A folder's path below `path` is
    the group. `replies` says what the column `parent` holds: an entry of `PARENTS`.
    """
    columns, names = source["columns"], [path for path in paths_of(repository) if path.startswith(source["path"])]
    names = [path for path in names if path.endswith((".yml", ".yaml", ".json"))]
    if not names:
        raise InputError(f"{repository.folder}: no files under {source['path']}, expected a file for each comment")
    threads = {}
    for path, text in zip(names, read_texts(repository, names), strict=True):
        comment = parse(path, text)
        if not isinstance(comment, dict):
            continue
        folder = PurePosixPath(path.removeprefix(source["path"])).parent
        group = str(folder).replace("/", "-")
        thread = threads.setdefault(group, {"group": group, "headline": None, "post": folder.name, "comments": []})
        thread["comments"].append(file_comment(path, comment, columns))
    for thread in threads.values():
        thread["comments"].sort(key=lambda comment: comment["order"])
        PARENTS[source.get("replies", "id")](thread["comments"])
    return list(threads.values())


def file_comment(path, values, columns):
    """Returns the comment of a file, with what it is sorted by as its `order`."""
    stem = PurePosixPath(path).stem
    identifier, text = str(values.get(columns["id"]) or stem), values.get(columns["text"]) or ""
    numbers = [int(number) for number in re.findall(r"\d+", stem)]
    order = [str(values.get(columns["date"]) or ""), identifier] if "date" in columns else numbers
    return {"id": identifier, "text": text, "parent": values.get(columns["parent"]), "order": order}


def parents_by_id(comments):
    for comment in comments:
        comment["parent"] = str(comment["parent"]) if comment["parent"] else None


def parents_by_number(comments):
    """Replaces the number of a parent among the comments that answer no other by its id."""
    first = [comment["id"] for comment in comments if not comment["parent"]]
    numbered = {str(number): identifier for number, identifier in enumerate(first, 1)}
    for comment in comments:
        comment["parent"] = numbered.get(str(comment["parent"]))


def parents_by_level(comments):
    """Replaces the level of a comment by the id of the last one before it that stands a level higher."""
    above = {}
    for comment in comments:
        level = comment["parent"] or 0
        above = {key: value for key, value in above.items() if key < level} | {level: comment["id"]}
        comment["parent"] = above.get(level - 1)


PARENTS = {"id": parents_by_id, "number": parents_by_number, "level": parents_by_level}


def read_front_matter(repository, source):
    """Returns the threads of comments that stand in the front matter of Jekyll's posts."""
    names, columns, threads = sorted(path for path in paths_of(repository) if POST.search(path)), source["columns"], []
    for path, text in zip(names, read_texts(repository, names), strict=True):
        found = FRONT_MATTER.match(text)
        post = parse_yaml(found[1]) if found and "comments:" in found[1] else None
        if not post or not isinstance(post.get("comments"), list):
            continue
        comments = [
            {name: str(comment.get(column) or "") for name, column in columns.items()}
            for comment in post["comments"]
            if not PING.match(str(comment.get(columns["text"])))
        ]
        stem = PurePosixPath(path).stem
        threads.append({"group": stem, "headline": str(post.get("title") or stem), "comments": comments})
    return threads


def read_tree(repository, source):
    """Returns the threads of a JSON or YAML file that holds all posts, by their address or as a list with titles."""
    posts, columns = parse(source["path"], read_text(repository, source["path"])), source["columns"]
    if isinstance(posts, dict):
        threads = [{"group": last_segment(key), "headline": None, "comments": post} for key, post in posts.items()]
    else:
        threads = [
            {"group": f"t{number}", "headline": post[columns["headline"]], "comments": post.get("comments") or []}
            for number, post in enumerate(posts, 1)
        ]
    for thread in threads:
        comments = tree_comments(thread["comments"], columns, None, [])
        thread["comments"] = sorted(comments, key=lambda comment: comment["date"])
    return [thread for thread in threads if thread["group"]]


def tree_comments(comments, columns, parent, found):
    """Returns `found` with the comments of a tree added to it, each before those that answer it."""
    for comment in comments:
        comment = comment if isinstance(comment, dict) else {columns["text"]: comment}
        text, date = comment.get(columns["text"]) or "", comment.get(columns.get("date"), "")
        text = "\n".join(map(str, text)) if isinstance(text, list) else str(text)
        identifier = f"{date}-{len(found)}" if date else str(len(found) + 1)
        found.append({"id": identifier, "text": text, "parent": parent, "date": date})
        tree_comments(comment.get(columns.get("children")) or [], columns, identifier, found)
    return found
