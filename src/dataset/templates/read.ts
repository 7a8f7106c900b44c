import * as z from 'zod/mini';
import { BelowTheLineError } from '../../errors.ts';
import { TOXICITY_ATTRIBUTES } from '../../tasks.ts';
import type { Split } from '../rows/fields.ts';
import { readLines } from '../rows/lines.ts';
import { parseAs } from '../rows/parse.ts';
import { type Fillers, fillersOf } from './fillers.ts';
import { isSlot, parseSlots } from './slots.ts';
import { Template } from './template.ts';

/**
 * Reads templates, one line of JSON each, and checks them against each other and against what is to fill them.
 * @throws BelowTheLineError `file` when it cannot be read, `invalid-input` with file and line when a line is no
 * template, contradicts an earlier one, or has a slot that nothing fits.
 */
export async function readTemplates(path: string, fillers: Fillers): Promise<Template[]> {
  const templates: Template[] = [];
  const ids = new Set<string>();
  const splits = new Map<string, Split>();
  const groupNames = new Set(fillers.groups.map(({ name }) => name));
  for await (const { text: line, number } of readLines(path)) {
    const fail = (message: string) => new BelowTheLineError('invalid-input', `${path} line ${number}: ${message}`);
    const template = parseAs(line, Template, z.prettifyError);
    if (typeof template === 'string') throw fail(template);
    const split = splits.get(template.set) ?? template.split;
    if (ids.has(template.id)) throw fail(`id ${template.id} stands on an earlier line`);
    if (split !== template.split) throw fail(`set ${template.set} is in ${split}, got ${template.split}`);
    const unfit = parseSlots(template.text).find((part) => isSlot(part) && fillersOf(fillers, part).length === 0);
    if (unfit !== undefined) throw fail(`nothing fits the slot ${JSON.stringify(unfit)}`);
    const unknown = template.groups?.find((group) => !groupNames.has(group));
    if (unknown !== undefined) throw fail(`groups: expected a name of a group, got ${unknown}`);
    const implying = TOXICITY_ATTRIBUTES.find((name) => name !== 'obscene' && template.labels[name] === 1);
    if (implying !== undefined && template.labels.toxicity === 0) throw fail(`${implying} without toxicity`);
    ids.add(template.id);
    splits.set(template.set, template.split);
    templates.push(template);
  }
  return templates;
}
