#!/bin/sh
# TensorFlow.js 4.22.0 (npm, @tensorflow/tfjs-layers): dropout({ rate, seed }) drops the same places at every step, for
# whoever wants a run that can be repeated: the seed is used anew at each call. With one comment a step, as in training on
# one answer after the other, what is dropped at the first step is never learnt from; in larger batches each place in the
# batch keeps a mask of its own.
# Seen: rate 0.5, 200 steps of one row: with a seed 5 of 8 weights moved, and without one all 8.
#
# Guess before: the seed makes the series of masks repeatable, and each step has another mask, as in Keras.
# Prints how many weights moved, and exits with 1 once TensorFlow.js does something else.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-layers@4.22.0 >/dev/null
cat > ask.cjs <<'JS'
require('@tensorflow/tfjs-backend-cpu');
const { ones, train } = require('@tensorflow/tfjs-core');
const { layers, sequential } = require('@tensorflow/tfjs-layers');
async function moved(seed) {
  const dropout = layers.dropout({ rate: 0.5, seed, inputShape: [8] });
  const head = layers.dense({ units: 1, useBias: false, kernelInitializer: 'zeros' });
  const model = sequential({ layers: [dropout, head] });
  model.compile({ optimizer: train.sgd(0.01), loss: 'meanSquaredError' });
  await model.fit(ones([200, 8]), ones([200, 1]), { batchSize: 1, epochs: 1, verbose: 0 });
  return head.getWeights()[0].dataSync().filter((weight) => weight !== 0).length;
}
(async () => {
  console.log(`with a seed ${await moved(2)} of 8 weights moved, without one ${await moved(undefined)}`);
})();
JS
seen=$(node ask.cjs 2>/dev/null)
echo "tfjs-layers 4.22.0, 200 steps of one row: $seen"
test "$seen" = 'with a seed 5 of 8 weights moved, without one 8'
