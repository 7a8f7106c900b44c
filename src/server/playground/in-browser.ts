/** Answers a question: resolves with a Classification as JSON, or rejects with what is wrong. */
// biome-ignore lint/suspicious/noExplicitAny: JSON.
export type Ask = (comment: object) => Promise<any>;

/** What the worker sends (`examples/browser/worker.js`). */
interface Message {
  readonly id?: number;
  readonly result?: object;
  readonly message?: string;
  readonly progress?: { readonly scorer: string; readonly loaded: number; readonly total: number };
  readonly ready?: string;
  readonly failed?: string;
}

interface Policies {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
}

/**
 * Loads the model into a worker once one presses the button, shows how far it is, and gives what asks the worker instead
 * of the server. It runs in the page.
 */
export function inBrowser(onReady: (ask: Ask) => void): void {
  const part = <T extends HTMLElement>(name: string) => document.querySelector(`#here ${name}`) as unknown as T;
  const [status, bytes] = [part('.status'), part('.bytes')];
  const [button, bar] = [part<HTMLButtonElement>('button'), part<HTMLProgressElement>('progress')];
  const loaded: Record<string, string> = {
    lexical: 'This browser answers by words. Loading the encoder',
    encoder: 'This browser answers, and what you type stays in it.',
  };
  const lost: Record<string, string> = {
    lexical: 'The server goes on answering, for the model cannot be loaded',
    encoder: 'This browser answers by words alone, for the encoder cannot be loaded',
  };
  const questions = new Map<number, (answer: Message) => void>();
  let asked = 0;

  const fail = (scorer: string, message = 'the worker stopped') => {
    status.textContent = `${lost[scorer]} (${message}).`;
    bar.hidden = true;
    bytes.textContent = '';
  };
  const handle = (worker: Worker, sent: Message) => {
    const { id, progress, ready, failed } = sent;
    if (progress !== undefined) {
      bytes.textContent = `${(progress.loaded / 1e6).toFixed(1)} of ${(progress.total / 1e6).toFixed(1)} MB`;
      Object.assign(bar, { max: progress.total, value: progress.loaded });
    } else if (failed !== undefined) fail(failed, sent.message);
    else if (id !== undefined) questions.get(id)?.(sent);
    else if (ready !== undefined) {
      status.textContent = loaded[ready] ?? '';
      if (ready === 'lexical') {
        bytes.textContent = '';
        bar.removeAttribute('value');
      }
      onReady((comment) => ask(worker, comment));
    }
  };
  const ask = (worker: Worker, comment: object) =>
    new Promise<object>((resolve, reject) => {
      const id = ++asked;
      questions.set(id, ({ result, message }) => {
        questions.delete(id);
        if (result === undefined) reject(new Error(message));
        else resolve(result);
      });
      worker.postMessage({ id, input: comment });
    });

  button?.addEventListener('click', () => {
    button.remove();
    bar.hidden = false;
    status.textContent = 'The server answers. Loading the words of the model';
    const policies = (globalThis as unknown as { trustedTypes?: Policies }).trustedTypes;
    const policy = policies?.createPolicy('worker', { createScriptURL: (url: string) => url });
    const url = 'in-browser/worker.js';
    const worker = new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
    worker.onmessage = ({ data }) => handle(worker, data);
    worker.onerror = ({ message }) => fail('lexical', message);
    worker.postMessage({ load: new URL('in-browser/', document.baseURI).href });
  });
}
