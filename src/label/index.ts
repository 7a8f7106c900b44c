// What `btl label` is made of. Nothing of it is public but the command.
export { createLabelApp, type LabelOptions } from './app.ts';
export { suggestionsFor, type Weighers, weigh } from './candidates.ts';
export { agreementIn } from './differences.ts';
export { distinct, type Item } from './items.ts';
export { teachingOrder } from './order.ts';
export { openProject, type Project } from './project.ts';
export { createQueue } from './queue.ts';
export { readItems } from './read-items.ts';
