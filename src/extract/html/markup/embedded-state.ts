import { first, rawText, select, selector } from '../../dom/elements.ts';
import type { Extractor, Result } from '../../extractor.ts';
import { disqusResponse } from '../../json/responses/disqus.ts';
import { substackResponse } from '../../json/responses/substack.ts';
import type { HtmlPage } from '../html-page.ts';

const threadData = selector('script#disqus-threadData');
const scripts = selector('script');

/** Comments that a page hands to its own scripts: Substack's preloads and the state of Disqus's frame. */
export const embeddedState: Extractor<HtmlPage> = {
  name: 'embedded state',
  read: ({ document }) => {
    const disqus = first(threadData, document);
    if (disqus !== null) return readState(rawText(disqus), disqusResponse.read);
    const script = select(scripts, document)
      .map(rawText)
      .find((source) => source.includes('window._preloads'));
    if (script === undefined) return 'no #disqus-threadData, no window._preloads';
    return readState(stringAfter(script, 'JSON.parse('), (json) =>
      typeof json === 'string' ? readState(json, substackResponse.read) : 'window._preloads holds no string',
    );
  },
};

/** The literal in double quotes that follows `mark`, or '' without one. A pattern would run out of stack on megabytes. */
function stringAfter(source: string, mark: string): string {
  const start = source.indexOf('"', source.indexOf(mark));
  if (!source.includes(mark) || start === -1) return '';
  let end = start + 1;
  while (end < source.length && source[end] !== '"') end += source[end] === '\\' ? 2 : 1;
  return source.slice(start, end + 1);
}

function readState(source: string, read: (json: unknown) => Result | string): Result | string {
  try {
    return read(JSON.parse(source));
  } catch {
    return 'its state is not valid JSON';
  }
}
