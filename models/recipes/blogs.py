"""The comments of a blog that keeps them as files beside its posts, as Jekyll and Staticman do."""

import re
from html import unescape
from pathlib import Path

import yaml

from recipes.inputs import InputError

MARKDOWN = (".md", ".markdown")


def blog_rows(folder):
    """Returns a row `{id, text, headline, group}` for each comment of a blog's checkout, in the order of their files.

    Reads `_data/comments/POST/*.yml` for comments and the front matter of `_posts/**/DATE-POST.md` for headlines; a post
    is the `group` of its comments. Raises `InputError` where the folder holds no comments.
    """
    data = next((path for path in sorted(Path(folder).glob("**/_data/comments")) if path.is_dir()), None)
    if data is None:
        raise InputError(
            f"{folder}: no folder _data/comments, expected the checkout of a blog that keeps comments there"
        )
    titles = {slug(path.stem): title_of(path) for path in sorted(Path(folder).glob("**/_posts/**/*")) if is_post(path)}
    rows = []
    for post in sorted(path for path in data.iterdir() if path.is_dir()):
        headline = titles.get(slug(post.name))
        for path in sorted(post.glob("*.yml")):
            comment = yaml.safe_load(path.read_text(encoding="utf-8"))
            text = plain(str(comment.get("message") or ""))
            if headline and text:
                rows.append({"id": f"{post.name}/{path.stem}", "text": text, "headline": headline, "group": post.name})
    return rows


def is_post(path):
    return path.suffix in MARKDOWN


def slug(name):
    """Returns what a post's file and its folder of comments have in common, without date and endings."""
    name = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", name.lower())
    return re.sub(r"[^a-z0-9]", "", re.sub(r"[.-]aspx$", "", name))


def title_of(path):
    """Returns the title in a post's front matter, or None."""
    found = re.match(r"---\s*\n(.*?)\n---", path.read_text(encoding="utf-8", errors="replace"), re.DOTALL)
    if not found:
        return None
    try:
        title = (yaml.safe_load(found[1]) or {}).get("title")
    except yaml.YAMLError:
        return None
    return unescape(str(title)) if title else None


def plain(message):
    """Returns the text of a message in HTML or Markdown, with a blank line between paragraphs."""
    text = re.sub(r"(?is)<pre.*?</pre>|<code.*?</code>", " ", message)
    text = re.sub(r"(?i)<br\s*/?>", "\n", text)
    text = re.sub(r"(?i)</p>|</li>|</blockquote>", "\n\n", text)
    text = unescape(re.sub(r"<[^>]+>", "", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+", " ", text)).strip()
