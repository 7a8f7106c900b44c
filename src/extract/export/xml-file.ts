import type { XmlElement } from './xml.ts';

/** A feed or an export, as extractors get it. */
export interface XmlFile {
  readonly root: XmlElement;
  /** The address of the page, where known. */
  readonly url: string | null;
  /** The id, the address or the headline of the discussion that is asked for; null for none. */
  readonly thread: string | null;
}
