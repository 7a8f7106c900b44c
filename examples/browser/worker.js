// The classifier, in a worker: it answers by words as soon as those are loaded, and with the encoder once that is.
//
//   takes { load: URL of the model's folder }   gives { progress: { scorer, loaded, total } }, in bytes
//                                                     { ready: scorer } or { failed: scorer, message }
//   takes { id, input: what classify takes }    gives { id, result, scorer } or { id, message }
//
// A scorer is 'lexical' or 'encoder'.
import { createClassifier, loadEncoder, loadModel } from 'below-the-line';

let answering = null;

addEventListener('message', ({ data: { load: folder, id, input } }) => {
  if (folder === undefined) answer(id, input);
  else load(folder);
});

async function load(folder) {
  let scorer = 'lexical';
  const onProgress = (loaded, total) => postMessage({ progress: { scorer, loaded, total } });
  const answerWith = (classifier) => {
    answering = { classifier, scorer };
    postMessage({ ready: scorer });
  };
  try {
    const model = await loadModel(folder, { onProgress });
    answerWith(createClassifier(model));
    scorer = 'encoder';
    const source = await loadEncoder(folder, { onProgress });
    if (source === null) throw new Error('the model has no encoder');
    source.open(); // Unpacks it now, so that no answer waits for that.
    answerWith(createClassifier(model, { source, use: 'auto' }));
  } catch ({ message }) {
    postMessage({ failed: scorer, message });
  }
}

function answer(id, input) {
  try {
    if (answering === null) throw new Error('the model is still loading');
    postMessage({ id, result: answering.classifier.classify(input), scorer: answering.scorer });
  } catch ({ message }) {
    postMessage({ id, message });
  }
}
