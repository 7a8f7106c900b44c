/** What is written to: a terminal, a file or a pipe. */
interface Stream {
  readonly isTTY?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Says whether to write colours: on a terminal that knows them, unless NO_COLOR is set (https://no-color.org).
 * FORCE_COLOR decides over all of this, as it does in Node: 0 and false are no, anything else is yes.
 */
export function wantsColor({ isTTY }: Stream, { FORCE_COLOR, NO_COLOR, TERM }: Environment): boolean {
  if (isSet(FORCE_COLOR)) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY === true && !isSet(NO_COLOR) && TERM !== 'dumb';
}

/** Says whether a line may be drawn over: a terminal that calls itself dumb would show every state of a bar. */
export const canRedraw = ({ isTTY }: Stream, { TERM }: Environment): boolean => isTTY === true && TERM !== 'dumb';

/** An empty variable counts as none. */
const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';
