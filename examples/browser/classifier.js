/**
 * Starts a classifier in a worker.
 * @param model address of the model's folder, from the page's
 * @param onProgress is told of a scorer's file as it arrives: { scorer, loaded, total }, in bytes
 * @param onReady is told which scorer answers from now on: 'lexical', then 'encoder'
 * @param onFailure is told which scorer there will not be, and why
 */
export function startClassifier(model, { onProgress, onReady, onFailure }) {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const questions = new Map();
  let asked = 0;
  worker.onmessage = ({ data }) => {
    if (data.progress) onProgress(data.progress);
    else if (data.ready) onReady(data.ready);
    else if (data.failed) onFailure(data.failed, data.message);
    else settle(data);
  };
  worker.onerror = ({ message }) => onFailure('lexical', `the worker stopped: ${message ?? 'it cannot be loaded'}`);
  worker.postMessage({ load: new URL(model, document.baseURI).href });

  function settle({ id, result, scorer, message }) {
    const { resolve, reject } = questions.get(id);
    questions.delete(id);
    if (result) resolve({ result, scorer });
    else reject(new Error(message));
  }

  return {
    /** Resolves with { result, scorer }: what `classify` of the package returns, and who answered. */
    classify: (input) =>
      new Promise((resolve, reject) => {
        questions.set(++asked, { resolve, reject });
        worker.postMessage({ id: asked, input });
      }),
  };
}
