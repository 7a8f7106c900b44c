import type { Extractor } from '../../extractor.ts';
import { platformExtractor } from '../engine/index.ts';
import type { Platform } from '../engine/platform.ts';
import type { HtmlPage } from '../html-page.ts';

/** Markup that any platform may use: what it declares needs no second witness. */
type Vocabulary = Omit<Platform, 'detect'> & { readonly detect: readonly string[] };

/** Returns an extractor for a vocabulary; its results name no platform. */
export function vocabularyExtractor(vocabulary: Vocabulary): Extractor<HtmlPage> {
  const { name, read } = platformExtractor({ ...vocabulary, detect: [vocabulary.detect, 'item'] });
  return {
    name,
    read: (page) => {
      const result = read(page);
      return typeof result === 'string' ? result : { ...result, platform: null };
    },
  };
}

/** Lists of the latest comments of a site, which use the same vocabularies. */
export const RECENT_COMMENTS = '.recent-comments, .latest-comments';
/** How sites that use a vocabulary number their comments. */
export const NUMBERED_ID = { from: '[id] @id', pattern: /^(?:comment|post|answer|c)[-_]?(\d+)$/i };
