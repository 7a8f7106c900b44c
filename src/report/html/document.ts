import { html, type Markup } from './markup.ts';

/** What `htmlDocument` puts together. */
export interface DocumentParts {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly body: Markup;
  /** More directives of the content security policy. Default: none, so that the page reaches nothing. */
  readonly allow?: string;
}

/** A whole page. */
export interface HtmlDocument {
  readonly page: string;
  /** The content security policy of its `<meta>`, for a server to send as a header. */
  readonly policy: string;
}

/**
 * Returns a page of one script and one style. Its content security policy lets nothing run but these two, by their
 * hashes, so that text which slipped through as markup would still do nothing.
 */
export async function htmlDocument({ title, style, script, body, allow = '' }: DocumentParts): Promise<HtmlDocument> {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${await sha256(script)}'`,
    `style-src 'sha256-${await sha256(style)}'`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    allow === '' ? "form-action 'none'" : allow,
  ].join('; ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${body}
<script>${{ markup: script }}</script>
</body>
</html>
`.markup;
  return { page, policy };
}

/** Returns the SHA-256 of a text in base 64, as a content security policy names it. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
