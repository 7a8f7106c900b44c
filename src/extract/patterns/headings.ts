import { commentCountIn } from './counts.ts';

/** Headings of the comments that state no number. */
const HEADING =
  /^(?:\{ \d+ )?(?:(?:readers?['’]? |user |top rated |visitor |leser)?comments?|discussion(?: about this post)?|(?:alle |leser|neueste )?kommentare|diskussion|(?:les |vos )?commentaires|(?:vos )?réactions|comentarios|commenti|reacties|komentarze|комментарии)(?![\p{L}\p{N}]|\s(?:by|von|de|par|por)\s).{0,40}$|^\d{1,5} (?:posts?|messages?|beiträge|replies)\b.{0,40}\b(?:page|seite)\b/iu;

/** Says whether a line is a heading of comments that states no number. */
export function isBareHeading(line: string): boolean {
  return HEADING.test(line);
}

/** Says whether a line is a heading of comments: no name, and no text. */
export function isHeading(line: string): boolean {
  return isBareHeading(line) || commentCountIn(line) !== null;
}
