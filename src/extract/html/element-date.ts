import { attribute, type Element } from '../dom/elements.ts';
import { visibleText } from '../dom/visible.ts';
import { oneLine } from '../patterns/lines.ts';

/** Returns the machine-readable date of an element if it has one, else the date as shown, or '' where there is none. */
export function elementDate(element: Element): string {
  const titled = element.name === 'abbr' || element.name === 'div' || element.name === 'span';
  const shown =
    attribute(element, 'datetime') ??
    attribute(element, 'content') ??
    (titled ? attribute(element, 'title') : null) ??
    oneLine(visibleText(element));
  // A time of day alone is no date.
  const isDate = /\d/.test(shown) && !/^\d{1,2}[:.]\d{2}\D{0,5}$/.test(shown) && shown.length <= 100;
  return isDate ? shown : '';
}
