import { type Ask, inBrowser } from './in-browser.ts';
import { suggestTargets } from './suggest-targets.ts';

/** A deciding part of a text, in UTF-16 offsets. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly attribute: string;
}

/**
 * Asks the server while one types, and opens the report of a page that was pasted. It runs in the page, which holds it as
 * text: `npm run build:scripts` writes that.
 */
export function playground(): void {
  const field = <T extends HTMLElement>(id: string) => document.getElementById(id) as unknown as T;
  const text = field<HTMLTextAreaElement>('text');
  const target = field<HTMLInputElement>('target');
  const parent = field<HTMLTextAreaElement>('parent');
  const key = document.getElementById('key') as HTMLInputElement | null;
  const shown = field('shown');
  const status = field('status');
  const pageForm = field<HTMLFormElement>('page-form');
  const report = field<HTMLIFrameElement>('report');
  let requests = 0;
  let timer = 0;

  const headers = () => ({
    'content-type': 'application/json',
    ...(key === null ? {} : { 'x-goog-api-key': key.value }),
  });

  const askServer: Ask = async (comment) => {
    const response = await fetch('v1/classify', { method: 'POST', headers: headers(), body: JSON.stringify(comment) });
    const body = await response.json();
    if (!response.ok) throw new Error(body.error.message);
    return body;
  };
  let ask = askServer;

  const classify = async () => {
    const request = ++requests;
    const whole = text.value;
    if (whole.trim() === '') {
      for (const kind of ['toxicity', 'stance', 'reply']) showScores(kind, undefined, [], []);
      showText(shown, '', []);
      status.textContent = 'Write a comment, and its scores appear here.';
      return;
    }
    const comment = {
      text: whole,
      ...(target.value.trim() && { target: target.value }),
      ...(parent.value.trim() && { parent: parent.value }),
    };
    const started = performance.now();
    try {
      const { toxicity, stance, reply } = await ask(comment);
      // An answer about what has since been typed over is of no use.
      if (request !== requests) return;
      showScores('toxicity', toxicity.scores, toxicity.labels, toxicity.uncertain);
      showScores('stance', stance?.scores, stance ? [stance.label] : [], stance?.abstained ? [stance.label] : []);
      showScores('reply', reply?.scores, reply ? [reply.label] : [], reply?.abstained ? [reply.label] : []);
      showText(shown, whole, [
        ...toxicity.spans.filter(({ attribute }: Part) => toxicity.labels.includes(attribute)),
        ...(stance && stance.label !== 'none' ? stance.spans : []),
        ...(reply && reply.label !== 'neutral' ? reply.spans : []),
      ]);
      const named = toxicity.labels.length === 0 ? 'civil' : toxicity.labels.join(', ').replaceAll('_', ' ');
      status.textContent = `${named[0].toUpperCase()}${named.slice(1)}. Answered in ${Math.round(performance.now() - started)} ms.`;
    } catch (error) {
      if (request === requests) status.textContent = `No answer: ${(error as Error).message}`;
    }
  };

  const classifySoon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(classify, 60);
  };
  for (const input of [text, target, parent, key]) input?.addEventListener('input', classifySoon);
  pageForm.addEventListener('submit', () => {
    const hidden = pageForm.querySelector<HTMLInputElement>('[name=key]');
    if (hidden !== null && key !== null) hidden.value = key.value;
    report.hidden = false;
  });
  suggestTargets(pageForm, headers);
  inBrowser((askBrowser) => {
    ask = askBrowser;
    void classify();
  });
  void classify();
}

/** Shows the scores of toxicity, stance or reply, 0 to 1, in their rows; dashes where there are none. */
function showScores(
  kind: string,
  scores: Readonly<Record<string, number>> | undefined,
  labels: readonly string[],
  unsure: readonly string[],
): void {
  for (const row of document.querySelectorAll<HTMLElement>(`[data-kind="${kind}"]`)) {
    const name = row.dataset.name ?? '';
    const score = scores?.[name];
    row.classList.toggle('chosen', labels.includes(name));
    row.querySelector('rect')?.setAttribute('width', `${100 * (score ?? 0)}%`);
    const number = row.querySelector('.number');
    const doubt = unsure.includes(name) ? '?' : '';
    if (number !== null) number.textContent = score === undefined ? '–' : `${Math.round(100 * score)}%${doubt}`;
  }
}

/** Shows a text with its deciding parts marked. */
function showText(element: HTMLElement, text: string, parts: readonly Part[]): void {
  const edges = new Set([0, text.length, ...parts.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].sort((a, b) => a - b);
  const pieces = cuts.slice(1).map((end, i) => {
    const start = cuts[i]!;
    const piece = text.slice(start, end);
    const here = parts.filter((part) => part.start <= start && part.end >= end).map(({ attribute }) => attribute);
    if (here.length === 0) return piece;
    const mark = document.createElement('mark');
    mark.className = here
      .map((name) => (['favor', 'against', 'agree', 'disagree'].includes(name) ? name : 'toxic'))
      .join(' ');
    mark.title = here.join(', ').replaceAll('_', ' ');
    mark.textContent = piece;
    return mark;
  });
  element.replaceChildren(...pieces);
}
