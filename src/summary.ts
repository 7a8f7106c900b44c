import type {
  ClassifiedComment,
  ClassifiedThread,
  Contested,
  Share,
  StanceLabel,
  StanceSummary,
  Summary,
  TargetPair,
} from './schemas.ts';
import { wordsOfSides } from './side-words.ts';
import { STANCE_LABELS } from './tasks.ts';

/** Smallest sample of which shares are given: below it they say more about chance than about readers. */
export const MIN_SAMPLE_SIZE = 30;

/** Quantile of the standard normal distribution for a two-sided 95% interval. */
const Z = 1.959963984540054;

/**
 * Returns the counts of a classified thread: stances by target, toxicity by stance, and the comments whose replies stand
 * out. `toxicShare` is null without comments; the shares of a target are null below `MIN_SAMPLE_SIZE` clear sides.
 */
export function summarize({ targets, comments }: Omit<ClassifiedThread, 'thread'>): Summary {
  const toxic = comments.filter(isToxic).length;
  return {
    comments: comments.length,
    stances: targets.map((target, t) => summarizeStance(target, t, comments)),
    pairs: targets.flatMap((_, first) =>
      targets.slice(first + 1).map((_, i) => pairOf(first, first + 1 + i, comments)),
    ),
    toxic,
    toxicShare: comments.length === 0 ? null : toxic / comments.length,
    ...contested(comments),
  };
}

/** Says whether a comment carries at least one toxicity label. */
export const isToxic = ({ toxicity }: ClassifiedComment): boolean => toxicity.labels.length > 0;

/**
 * Says whether a comment is against a target, or disagrees with its parent, without the model abstaining.
 * @param target index of the target among those of the thread
 */
export function disagrees({ stances, reply }: ClassifiedComment, target: number): boolean {
  const stance = stances[target];
  const isAgainst = stance?.label === 'against' && !stance.abstained;
  return isAgainst || (reply?.label === 'disagree' && !reply.abstained);
}

/**
 * Returns the share of `part` in `whole`, 0 to 1, with its 95% score interval (Wilson 1927, "Probable inference, the law
 * of succession, and statistical inference"): the sampling error of who happened to write. The model's own errors are
 * not in it.
 */
export function wilson(part: number, whole: number): Share {
  const share = part / whole;
  const centre = share + (Z * Z) / (2 * whole);
  const reach = Z * Math.sqrt((share * (1 - share)) / whole + (Z * Z) / (4 * whole * whole));
  const scale = 1 + (Z * Z) / whole;
  return { share, low: Math.max(0, (centre - reach) / scale), high: Math.min(1, (centre + reach) / scale) };
}

function summarizeStance(target: string, t: number, comments: readonly ClassifiedComment[]): StanceSummary {
  const withStance = comments.filter(({ stances }) => stances[t] !== undefined);
  const count = (fits: (comment: ClassifiedComment, label: StanceLabel) => boolean) =>
    byLabel((label) => withStance.filter((comment) => fits(comment, label)).length);
  const clear = count(({ stances }, label) => stances[t]?.label === label && !stances[t].abstained);
  const counts = count(({ stances }, label) => stances[t]?.label === label);
  const clearTotal = STANCE_LABELS.reduce((sum, label) => sum + clear[label], 0);
  const sides = clear.favor + clear.against;
  const inDisagreement = withStance.filter((comment) => disagrees(comment, t));
  return {
    target,
    counts,
    about: counts.favor + counts.against,
    abstained: withStance.length - clearTotal,
    clear,
    shares: sides < MIN_SAMPLE_SIZE ? null : bySide((side) => wilson(clear[side], sides)),
    words: wordsOfSides(comments, t),
    toxic: count((comment, label) => comment.stances[t]?.label === label && isToxic(comment)),
    disagree: inDisagreement.length,
    disagreeCivil: inDisagreement.filter((comment) => !isToxic(comment)).length,
  };
}

/** Returns who takes a clear side on two targets, by the sides. */
function pairOf(first: number, second: number, comments: readonly ClassifiedComment[]): TargetPair {
  const counts = bySide((one) =>
    bySide(
      (other) =>
        comments.filter((comment) => sideOf(comment, first) === one && sideOf(comment, second) === other).length,
    ),
  );
  const same = counts.favor.favor + counts.against.against;
  const both = same + counts.favor.against + counts.against.favor;
  return { first, second, counts, same: both < MIN_SAMPLE_SIZE ? null : wilson(same, both) };
}

/** Returns the label of a comment's stance towards a target where the model is sure of it, else null. */
function sideOf({ stances }: ClassifiedComment, target: number): StanceLabel | null {
  const stance = stances[target];
  return stance === undefined || stance.abstained ? null : stance.label;
}

const bySide = <T>(of: (side: 'favor' | 'against') => T) => ({ favor: of('favor'), against: of('against') });

function byLabel<T>(of: (label: StanceLabel) => T): Record<StanceLabel, T> {
  return Object.fromEntries(STANCE_LABELS.map((label) => [label, of(label)])) as Record<StanceLabel, T>;
}

/** Returns, by the parent's id, how many direct replies a comment has, and how many of them agree and disagree. */
export function repliesByParent(comments: readonly ClassifiedComment[]): ReadonlyMap<string, Contested> {
  const byParent = new Map<string, Contested>();
  for (const { comment, reply } of comments) {
    if (comment.parentId === null || reply === null) continue;
    const { replies, agree, disagree } = byParent.get(comment.parentId) ?? { replies: 0, agree: 0, disagree: 0 };
    byParent.set(comment.parentId, {
      id: comment.parentId,
      replies: replies + 1,
      agree: agree + Number(reply.label === 'agree'),
      disagree: disagree + Number(reply.label === 'disagree'),
    });
  }
  return byParent;
}

/** Returns the comments with most direct replies that disagree and that agree; on a tie, the one replied to first. */
function contested(comments: readonly ClassifiedComment[]): Pick<Summary, 'mostDisputed' | 'mostAgreed'> {
  let mostDisputed: Contested | null = null;
  let mostAgreed: Contested | null = null;
  for (const entry of repliesByParent(comments).values()) {
    if (entry.disagree > (mostDisputed?.disagree ?? 0)) mostDisputed = entry;
    if (entry.agree > (mostAgreed?.agree ?? 0)) mostAgreed = entry;
  }
  return { mostDisputed, mostAgreed };
}
