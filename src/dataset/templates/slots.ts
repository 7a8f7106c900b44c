/** A slot of a template. */
export interface Slot {
  /** Tells slots of one name apart: slots of one key are filled with the same word. */
  readonly key: string;
  /** What fills it: a list of words, a kind of identity groups, or `group` for any of them. */
  readonly name: string;
  readonly form: 'plural' | 'singular' | 'adjective' | undefined;
  /** Does the word begin with a capital letter here? */
  readonly capital: boolean;
}

const SLOT = /\{([A-Za-z][a-z]*)(\d?)(?:\.([a-z]+))?\}/;

/** Returns the parts of a template's text in order: literal text, and slots between. */
export function parseSlots(template: string): (string | Slot)[] {
  const matches = template.split(SLOT);
  const parts: (string | Slot)[] = [matches[0]!];
  for (let i = 1; i < matches.length; i += 4) {
    const [written, digit, form] = [matches[i]!, matches[i + 1]!, matches[i + 2] as Slot['form']];
    const name = written.charAt(0).toLowerCase() + written.slice(1);
    parts.push({ key: name + digit, name, form, capital: written !== name }, matches[i + 3]!);
  }
  return parts;
}

/** Says whether a part of a template's text is a slot. */
export const isSlot = (part: string | Slot): part is Slot => typeof part !== 'string';
