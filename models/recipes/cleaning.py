"""The plain text of a comment, and which comments are worth reading: English, no spam, some words."""

import re
from html import unescape

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
BLOCK = re.compile(r"</?(p|div|blockquote|ul|ol|pre|h\d)\b[^>]*>", re.IGNORECASE)
ESCAPED_TAG = re.compile(r"</?(?:p|br|a|em|strong|i|b|div|span|blockquote|code|pre)\b[^<>]*>")
MARKDOWN = (
    (r"!\[[^\]]*\]\([^)]*\)", ""),
    (r"\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)", r"\1"),
    (ADDRESS, ""),
    (r"(\*\*\*|\*\*|~~|__)(?=\S)(.+?)(?<=\S)\1", r"\2"),
    (r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?!\w)", r"\1"),
    (r"(?m)^\s*#{1,6}\s+", ""),
    (r"(?m)^\s*([-*_]\s?){3,}\s*$", ""),
    (r"\\([\\`*_{}\[\]()#+.!>~^|-])", r"\1"),
)


def word_set(text):
    return frozenset(text.split())


BLOG_WORDS = word_set(
    "the a an and or of to in is it i you that for on with this my was are be have not but so if at as your me we they"
    " from do what can just about like would there all will one"
)
REDDIT_WORDS = word_set(
    "the a an of to in is it that and i you for on with this was are be not but have they as at or so if my we he his"
    " your just do what there all would about can from like no"
)
FOREIGN_WORDS = word_set(
    "que el los las por para con una como pero muy esta este hai ki kya bhai nahi mein aap bhi ko ye aur hain tha de la"
    " en und der die das ist nicht ich le les des est pas je et um uma nao não você yang dan ini di ada"
)
BLOG_SPAM = re.compile(
    r"viagra|cialis|casino|payday|cheap (?:jerseys|nike|ugg)|louis vuitton|backlink|search engine optimi"
    r"|\bseo\b.*\bservice|replica watch|essay writing service|hermes bag|oakley|porn|escort|whatsapp|\+\d{9,}"
    r"|spell caster|slot ?online|\[url=|(?:https?://\S+[\s\S]*){3}"
    r"|your (?:web ?site|web ?page|blog) (?:is|and)[^.]{0,80}(?:bookmark|rss|google)"
    r"|this (?:is|was) (?:a |an )?(?:really )?(?:great|good|nice|awesome|excellent) (?:web ?site|web ?page|weblog)"
    r"|(?:weblog|web-site)\b|fastidious|pinging back|trackback",
    re.IGNORECASE,
)
PLATFORM_SPAM = re.compile(
    r"removed by the author|https?://|www\.|subscribe|check out my|my channel|\bgiveaway\b|link in"
    r"|telegram|whatsapp|affiliate|dbrand\.com|sponsored by|follow me|promo code|discount code|sign up|\bbot\b|use code",
    re.IGNORECASE,
)
REDDIT_SPAM = re.compile(
    r"whats?app|telegram\b.*\bt\.me|\bdm me\b|promo code|use my (referral|code)|check out my channel|subscribe to my"
    r"|i am a bot|\bbeep boop\b|performed automatically|contact the mod|message the mod|\bas a reminder, this sub"
    r"|your (post|submission|comment) (has been|was) removed|remindme!|subreddit rules|thanks for posting to r/",
    re.IGNORECASE,
)
EXCERPT = re.compile(r"^\W*(\[(\.\.\.|…)\]|…)|(\[(\.\.\.|…)\])\s*$")
DELETED = re.compile(r"\W*(deleted|removed|\[ ?(deleted|removed).*?\])\W*", re.IGNORECASE)


def plain_html(message, markdown=False):
    """Returns the text of a message in HTML, with a blank line between paragraphs and without e-mail addresses.

    With `markdown` the links and the quotation marks of Markdown are taken off, too.
    """
    text = message.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>", "", text)
    text = re.sub(r"(?i)<br\s*/?>\s*\n?", "\n", text)
    text = re.sub(r"(?i)</?(li|tr)\b[^>]*>", "\n", BLOCK.sub("\n\n", text))
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", re.sub(r"(?s)<!--.*?-->", "", text))
    text = ESCAPED_TAG.sub("", unescape(unescape(text)))
    if markdown:
        text = re.sub(r"\[([^\]\n]+)\]\(https?://[^)\s]+\)", r"\1", text)
    text = ADDRESS.sub("", text).replace("\u00a0", " ").replace("\u200b", "")
    text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", text))
    text = re.sub(r"\n{2,}", "\n\n", text).strip()
    if markdown and not re.search(r"</?(p|a)\b", message):
        text = re.sub(r"(?m)^> ?", "", text)
    return text


def plain_markdown(message):
    """Returns the text of a message in Reddit's Markdown, or in HTML, a paragraph a line and without e-mail addresses."""
    text = unescape(unescape(message or "")).replace("\r", "")
    if re.search(r"</?(p|a|i|br|b|pre|code)\b[^>]*>", text):
        text = re.sub(r"</?[a-zA-Z][^>]*>", "", re.sub(r"<(p|br|/p)\b[^>]*>", "\n", text))
    for pattern, replacement in MARKDOWN:
        text = re.sub(pattern, replacement, text)
    text = re.sub(r"[ \t]+", " ", text.replace("\u200b", ""))
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def words(text):
    """Returns the words in Latin letters of a text, links left out."""
    return re.findall(r"[A-Za-z][A-Za-z']*", re.sub(r"https?://\S+", "", text))


def share(values):
    """Returns the share of true ones among values, 0 where there are none."""
    values = list(values)
    return sum(values) / len(values) if values else 0


def is_latin(text):
    return not any(ord(character) > 0x24F and character.isalpha() for character in text)


def is_english(text):
    found = re.findall(r"[a-z']+", text.lower())
    if share(ord(letter) > 0x24F for letter in text if letter.isalpha()) > 0.1:
        return False
    return len(found) < 4 or share(word in BLOG_WORDS for word in found) >= (0.2 if len(found) > 15 else 0.1)


def is_blog_comment(text):
    """Says whether a text is a reader's English words, rather than spam or the excerpt of a page that links here."""
    excerpts = text.count("[…]") + text.count("[...]") > 1 or EXCERPT.search(text)
    return not excerpts and re.search(r"\w", text) is not None and is_english(text) and not BLOG_SPAM.search(text)


def is_platform_comment(text):
    """Says whether a text is an English opinion of 8 words or more, without advertising and without repetition."""
    found = [word.lower() for word in re.findall(r"[A-Za-zÀ-ÿ']+", text)]
    if len(found) < 8 or len(text) > 2500 or PLATFORM_SPAM.search(text) or not is_blog_comment(text):
        return False
    if share(word in FOREIGN_WORDS for word in found) > 0.15:
        return False
    return share(ord(character) > 0x2000 for character in text) < 0.2 and len(set(found)) > 0.4 * len(found)


def is_reddit_comment(text):
    """Says whether a text is an English comment of 3 words or more, neither deleted nor a bot's."""
    if DELETED.fullmatch(text) or REDDIT_SPAM.search(text) or len(text) > 3000:
        return False
    found = words(text)
    if len(found) < 3 or share(not letter.isascii() for letter in text if letter.isalpha()) > 0.05:
        return False
    return len(found) < 8 or share(word.lower() in REDDIT_WORDS for word in found) >= 0.15
