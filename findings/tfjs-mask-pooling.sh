#!/bin/sh
# TensorFlow.js 4.22.0 (npm, @tensorflow/tfjs-layers): embedding({ maskZero: true }) before globalAveragePooling1d or
# globalMaxPooling1d: the mask is left out silently, and padding is averaged in. So a comment's score depends on how far it
# was padded, that is on the longest comment of its batch. The comment on maskZero says that a layer which does not support
# masking raises an exception; recurrent layers do use the mask.
# Seen: the words 1 and 3, padding embedded as 100: mean 2 without padding, 51 padded to four, 75.5 padded to eight.
#
# Guess before: the mean of the words alone, as in Keras, where GlobalAveragePooling1D supports masking, or an exception.
# Prints the means, and exits with 1 once TensorFlow.js does something else.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-layers@4.22.0 >/dev/null
cat > ask.cjs <<'JS'
require('@tensorflow/tfjs-backend-cpu');
const { tensor2d } = require('@tensorflow/tfjs-core');
const { layers, sequential } = require('@tensorflow/tfjs-layers');
function score(after, length) {
  const embedding = layers.embedding({ inputDim: 4, outputDim: 1, maskZero: true, inputLength: length });
  const model = sequential({ layers: [embedding, after] });
  embedding.setWeights([tensor2d([[100], [1], [2], [3]])]);
  const ids = [1, 3, ...Array(length - 2).fill(0)];
  return Math.round(model.predict(tensor2d([ids])).dataSync()[0] * 1000) / 1000;
}
const lengths = [2, 4, 8];
console.log('mean:', ...lengths.map((length) => score(layers.globalAveragePooling1d({}), length)));
console.log('max:', ...lengths.map((length) => score(layers.globalMaxPooling1d({}), length)));
const recurrent = { units: 1, activation: 'linear', kernelInitializer: 'ones', recurrentInitializer: 'ones' };
console.log('simpleRNN:', ...lengths.map((length) => score(layers.simpleRNN(recurrent), length)));
JS
seen=$(node ask.cjs 2>/dev/null)
echo "tfjs-layers 4.22.0, the same two words padded to 2, 4 and 8:"
echo "$seen"
test "$seen" = 'mean: 2 51 75.5
max: 3 100 100
simpleRNN: 4 4 4'
