/** What the names that a site gives its elements say of them. */
export interface ClassNames {
  /** One comment, or the box of all. */
  readonly comment: boolean;
  /** The box of all comments, their form, or a note about them: not one comment. */
  readonly whole: boolean;
  /** A post or message: of readers in forums, of the site elsewhere. */
  readonly post: boolean;
  readonly author: boolean;
  readonly time: boolean;
  /** The text of a comment. */
  readonly body: boolean;
  /** Answers to a comment. */
  readonly reply: boolean;
  /** Something of other pages, of the shop or of the editors. */
  readonly other: boolean;
}

const COMMENT =
  /comment|coment[aá]rio|kommentar|commentaire|comento|reacti(?:e|on)|opinion|opini[ãa]o|meinung|discuss|diskussion|reply|replies|respon[sd]|antwort|answer|feedback|guestbook|komment|yorum|отзыв|коммент/;
const WHOLE =
  /comments|kommentare|commentaires|comentarios|commenti|reacties|komentarze|replies|antworten|answers|reactions|\b(?:list|section|area|form|editor|input|respond|respuesta|rules?|guidelines?|policy|notes?|notice|privacy|toolbar|options|count|login|closed|header)\b/;
const POST = /post|message|beitrag|entry|thread|topic|forum|msg|contribution/;
const AUTHOR =
  /author|autho[ru]?r?name|user|nick|poster(?!s)|member|commenter|commentator|autor|auteur|verfasser|benutzer|gebruiker|usuario|utente|pseudo|byline|login|handle|display-?name|profile|(?:^|\s)(?:fn|by|name|from)(?:\s|$)/;
const NOT_AUTHOR =
  /avatar|image|photo|picture|badge|rank|role|title|icon|-?info|text|content|count|body|mention|vote|comments?(?:\s|$)/;
const TIME = /date|time|ago(?:\s|$)|posted|created|published|stamp|datum|fecha|heure/;
const BODY = /body|content|text|message|copy|description|html|inhalt|texte|contenu|markdown|cooked|prose|entry/;
const REPLY = /repl(?:y|ies)|child|nested|indent|sub-?comment|answer|antwort|respons|depth-?[2-9]|level-?[2-9]/;
const OTHER =
  /review|testimonial|related|recent|latest|newest|popular|trending|teaser|promo|recommend(?:ed|ation)|carousel|slider|product|price|cart|menu|\bnav|breadcrumb|gallery|share|social|widget|sidebar|footer|most-?read|headline|tag(?:s|cloud)|pagination|letzte|neueste|derniers|ultimos|event|faq|job|author-?bio|toc/;

/** Longer lists of names are made by machines; in UTF-16 units. */
const MAX_NAMES = 500;

/** Lower case, words apart: `commentAuthor_name` reads `comment author name`. */
function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_:]+/g, ' ')
    .toLowerCase();
}

/** Says whether one of an element's names is that of an author: others may say that a picture leads to the profile. */
function isAuthorName(name: string): boolean {
  const text = words(name);
  return AUTHOR.test(text) && !NOT_AUTHOR.test(text.replace(/comments? ?(?=author|user|name|poster)/g, ''));
}

/** Returns a function that says what a name tells, with a cache: a page uses the same few names many times. */
export function classNameReader(): (name: string) => ClassNames {
  const cache = new Map<string, ClassNames>();
  return (name) => {
    const cached = cache.get(name);
    if (cached !== undefined) return cached;
    const text = words(name.slice(0, MAX_NAMES));
    const names = {
      comment: COMMENT.test(text),
      whole: WHOLE.test(text),
      post: POST.test(text),
      author: name.slice(0, MAX_NAMES).split(/\s+/).some(isAuthorName),
      time: TIME.test(text),
      body: BODY.test(text),
      reply: REPLY.test(text),
      other: OTHER.test(text),
    };
    cache.set(name, names);
    return names;
  };
}
