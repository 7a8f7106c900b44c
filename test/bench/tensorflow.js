// The dense layers of the toxicity head run by TensorFlow.js: the same weights, on rows that are pooled already. Reading,
// folding, hashing and pooling, most of what ours does, come on top.
import { loadModel } from '../../dist/index.js';
import { loadBackend } from '../../dist/train/index.js';
import { measure } from './measure.js';

const BACKENDS = ['cpu', 'wasm'];
const BATCHES = [1, 128];

/** A row for each backend and size of batch: microseconds per comment. */
export async function measureTensorFlow(count, rounds) {
  const { tf } = await loadBackend();
  // Keeps its advice to itself.
  tf.enableProdMode();
  const { tensors } = await loadModel();
  const rows = [];
  for (const backend of BACKENDS) {
    if (!(await tf.setBackend(backend).catch(() => false))) continue;
    const layers = [0, 1].map((layer) => {
      const bias = tensors[`toxicity.layer${layer}.bias`];
      const weights = tensors[`toxicity.layer${layer}.weights`];
      // Written row by row of outputs.
      return { bias: tf.tensor(bias), weights: tf.tensor(weights, [bias.length, weights.length / bias.length]) };
    });
    const predict = (input, batch) =>
      tf.tidy(() => {
        const [hidden, output] = layers;
        const pooled = tf.tensor(input, [batch, hidden.weights.shape[1]]);
        const activations = tf.relu(tf.add(tf.matMul(pooled, hidden.weights, false, true), hidden.bias));
        return tf.sigmoid(tf.add(tf.matMul(activations, output.weights, false, true), output.bias)).dataSync();
      });
    const tasks = BATCHES.map((batch) => {
      const input = new Float32Array(batch * layers[0].weights.shape[1]).fill(0.1);
      return {
        run: () => {
          for (let i = 0; i < count; i += batch) predict(input, batch);
        },
      };
    });
    for (const [i, { median, spread }] of measure(tasks, rounds).entries()) {
      const name = `TensorFlow.js ${backend}, dense layers alone, ${BATCHES[i]} at once`;
      rows.push({ name, microseconds: (median / (Math.ceil(count / BATCHES[i]) * BATCHES[i])) * 1000, spread });
    }
  }
  return rows;
}
