import type { Extractor, HtmlPage } from '../page.ts';
import { oldWordpress, wordpress } from './wordpress.ts';
import { wpdiscuz } from './wpdiscuz.ts';

/** One line per platform. A plugin stands before the system whose classes it keeps. */
export const platforms: readonly Extractor<HtmlPage>[] = [wpdiscuz, wordpress, oldWordpress];
