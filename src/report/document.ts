import { html, type Markup } from './markup.ts';

export interface DocumentParts {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly body: Markup;
  /** More directives of the page's content security policy. Default: none, so that the page reaches nothing. */
  readonly allow?: string;
}

export interface ClosedDocument {
  readonly page: string;
  /** The policy of its `<meta>`, for a header. */
  readonly policy: string;
}

/**
 * A page whose policy lets nothing run but the one script and the one style that are in it, by their hashes, so that
 * text which slipped through as markup would still do nothing.
 */
export async function closedDocument({
  title,
  style,
  script,
  body,
  allow = '',
}: DocumentParts): Promise<ClosedDocument> {
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

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
