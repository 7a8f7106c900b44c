/** How WordPress' feeds begin an answer, in the language of the site: "In reply to <a href="…#comment-11">Ann</a>." */
const PARAGRAPH =
  /^\s*<p>[^<>]{0,80}<a\s[^<>]{0,200}href="([^"<>]{0,2000}#[^"<>]{1,100})"[^<>]{0,200}>[^<>]{0,200}<\/a>[^<>]{0,40}<\/p>/i;
/** The same in a description, which has no paragraphs: words, the link, a full stop. */
const LINE =
  /^\s*(?:[^<>\s]{1,30}\s+){1,6}<a\s[^<>]{0,200}href="([^"<>]{0,2000}#[^"<>]{1,100})"[^<>]{0,200}>[^<>]{0,200}<\/a>[.。]\s/i;

/**
 * Returns the HTML of a comment without a first line that says what it answers, and the address of that; null where there
 * is no such line.
 *
 * @param link the address of the comment: what it answers stands on the same page
 */
export function withoutReplyLine(
  html: string,
  link: string | null,
): { readonly html: string; readonly answered: string | null } {
  const [line, answered] = PARAGRAPH.exec(html) ?? LINE.exec(html) ?? [];
  const page = link?.replace(/#.*$/s, '');
  if (line === undefined || answered === undefined || answered.replace(/#.*$/s, '') !== page)
    return { html, answered: null };
  return { html: html.slice(line.length), answered };
}
