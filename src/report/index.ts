import type { Analysis } from '../schemas.ts';
import type { HtmlDocument } from './html/document.ts';

/**
 * Returns an analysis as one HTML page that needs nothing else: no network, no other file, no script to be read. The
 * same analysis gives the same page, character for character.
 */
export async function renderReport(analysis: Analysis): Promise<string> {
  return (await reportDocument(analysis)).page;
}

/** Returns the report as `renderReport` does, with its content security policy for a server to send as a header. */
export async function reportDocument(analysis: Analysis): Promise<HtmlDocument> {
  // Loaded by the first report: whoever shows none need not load its style, script and words.
  const { reportDocument } = await import('./page.ts');
  return reportDocument(analysis);
}
