/** What the page to try it on does: asks the server while one types. Its own source text runs in the page. */
export function tryIt(): void {
  const field = <T extends HTMLElement>(id: string) => document.getElementById(id) as unknown as T;
  const text = field<HTMLTextAreaElement>('text');
  const target = field<HTMLInputElement>('target');
  const parent = field<HTMLTextAreaElement>('parent');
  const key = document.getElementById('key') as HTMLInputElement | null;
  const shown = field('shown');
  const status = field('status');
  const pageForm = field<HTMLFormElement>('page-form');
  const report = field<HTMLIFrameElement>('report');
  let asked = 0;
  let timer = 0;

  interface Stretch {
    readonly start: number;
    readonly end: number;
    readonly attribute: string;
  }

  const showScores = (
    kind: string,
    scores: Record<string, number> | undefined,
    labels: readonly string[],
    unsure: readonly string[],
  ) => {
    for (const row of document.querySelectorAll<HTMLElement>(`[data-kind="${kind}"]`)) {
      const name = row.dataset.name ?? '';
      const score = scores?.[name];
      row.classList.toggle('chosen', labels.includes(name));
      row.querySelector('rect')?.setAttribute('width', `${100 * (score ?? 0)}%`);
      const number = row.querySelector('.number');
      const doubt = unsure.includes(name) ? '?' : '';
      if (number !== null) number.textContent = score === undefined ? '–' : `${Math.round(100 * score)}%${doubt}`;
    }
  };

  const showText = (whole: string, spans: readonly Stretch[]) => {
    const edges = [...new Set([0, whole.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort(
      (a, b) => a - b,
    );
    const pieces = edges.slice(1).map((end, i) => {
      const start = edges[i]!;
      const piece = whole.slice(start, end);
      const here = spans.filter((span) => span.start <= start && span.end >= end).map(({ attribute }) => attribute);
      if (here.length === 0) return piece;
      const mark = document.createElement('mark');
      mark.className = here
        .map((name) => (['favor', 'against', 'agree', 'disagree'].includes(name) ? name : 'toxic'))
        .join(' ');
      mark.title = here.join(', ').replaceAll('_', ' ');
      mark.textContent = piece;
      return mark;
    });
    shown.replaceChildren(...pieces);
  };

  const headers = () => ({
    'content-type': 'application/json',
    ...(key === null ? {} : { 'x-goog-api-key': key.value }),
  });

  const ask = async () => {
    const mine = ++asked;
    const whole = text.value;
    if (whole.trim() === '') {
      for (const kind of ['toxicity', 'stance', 'reply']) showScores(kind, undefined, [], []);
      showText('', []);
      status.textContent = 'Write a comment, and its scores appear here.';
      return;
    }
    const body = {
      text: whole,
      ...(target.value.trim() && { target: target.value }),
      ...(parent.value.trim() && { parent: parent.value }),
    };
    const started = performance.now();
    try {
      const response = await fetch('v1/classify', { method: 'POST', headers: headers(), body: JSON.stringify(body) });
      const answer = await response.json();
      // An answer to what has since been typed over is of no use.
      if (mine !== asked) return;
      if (!response.ok) throw new Error(answer.error.message);
      const { toxicity, stance, reply } = answer;
      showScores('toxicity', toxicity.scores, toxicity.labels, toxicity.uncertain);
      showScores('stance', stance?.scores, stance ? [stance.label] : [], stance?.abstained ? [stance.label] : []);
      showScores('reply', reply?.scores, reply ? [reply.label] : [], reply?.abstained ? [reply.label] : []);
      showText(whole, [
        ...toxicity.spans.filter(({ attribute }: Stretch) => toxicity.labels.includes(attribute)),
        ...(stance && stance.label !== 'none' ? stance.spans : []),
        ...(reply && reply.label !== 'neutral' ? reply.spans : []),
      ]);
      const named = toxicity.labels.length === 0 ? 'civil' : toxicity.labels.join(', ').replaceAll('_', ' ');
      status.textContent = `${named[0].toUpperCase()}${named.slice(1)}. Answered in ${Math.round(performance.now() - started)} ms.`;
    } catch (error) {
      if (mine === asked) status.textContent = `No answer: ${(error as Error).message}`;
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 60);
  };
  for (const input of [text, target, parent, key]) input?.addEventListener('input', soon);
  pageForm.addEventListener('submit', () => {
    const hidden = pageForm.querySelector<HTMLInputElement>('[name=key]');
    if (hidden !== null && key !== null) hidden.value = key.value;
    report.hidden = false;
  });
  void ask();
}
