// The only importer of vega.
import type { TopLevelSpec } from 'vega-lite';
import { BelowTheLineError } from '../errors.ts';

/** A picture, as vega-lite describes it. */
export type PlotSpec = TopLevelSpec;
/** A picture in a row or column of pictures. */
export type PlotPanel = Extract<TopLevelSpec, { readonly vconcat: unknown }>['vconcat'][number];

/**
 * Loads vega, an optional package, and gives what turns a vega-lite picture into the text of an SVG, without a browser.
 * @throws BelowTheLineError `missing-package` when vega or vega-lite is not installed.
 */
export async function loadPlotter(): Promise<(spec: PlotSpec) => Promise<string>> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]).catch((cause) => {
    throw new BelowTheLineError('missing-package', 'plots need vega: npm install vega vega-lite', { cause });
  });
  return (spec) => new vega.View(vega.parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}
