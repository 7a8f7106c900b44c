/** What is asked about a comment: how toxic it is, where it stands towards a target, and towards the comment it answers. */
export const TASKS = ['toxicity', 'stance', 'reply'] as const;
export type Task = (typeof TASKS)[number];

/** The tasks that read two texts: the comment, and its target or parent. Their labels exclude each other. */
export const PAIR_TASKS = ['stance', 'reply'] as const;
export type PairTask = (typeof PAIR_TASKS)[number];

/** Six kinds of toxicity, as Jigsaw defined them; the order is that of every score vector. */
export const TOXICITY_ATTRIBUTES = [
  'toxicity',
  'severe_toxicity',
  'obscene',
  'threat',
  'insult',
  'identity_attack',
] as const;

/** Where a comment stands towards a target. */
export const STANCE_LABELS = ['favor', 'against', 'none'] as const;

/** Where a comment stands towards the comment it answers. */
export const REPLY_LABELS = ['agree', 'disagree', 'neutral'] as const;

/** The labels of each task, in the order of every score vector. */
export const TASK_LABELS = { toxicity: TOXICITY_ATTRIBUTES, stance: STANCE_LABELS, reply: REPLY_LABELS } as const;
