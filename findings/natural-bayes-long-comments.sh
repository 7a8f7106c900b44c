#!/bin/sh
# natural 8.1.1 (npm): its BayesClassifier adds logarithms, but turns the sum back with Math.exp before it compares labels.
# For a long comment (here 700 words, 293 different ones, after 2,000 training rows) that is 0 for every label, and the tie
# goes to the label of the first training row, silently: the same rows in another order give the other answer.
# A score made of the two values is 0 / 0.
# Seen: 700 words, most of the telling ones insults: all values 0, "clean" where a clean row came first, "toxic" where a
# toxic one did; 60 and 300 words of the same kind: toxic in both orders.
#
# Guess before: sums of logarithms are compared, so the length of a comment does not matter.
# Prints the answers, and exits with 1 once natural does something else.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . natural@8.1.1 >/dev/null
cat > ask.cjs <<'JS'
const BayesClassifier = require('natural/lib/natural/classifiers/bayes_classifier.js');
let state = 1;
const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
const from = (letters, i) => letters[Math.floor(i) % letters.length];
const word = (i) => `b${from('aeiou', i)}${from('kmnprtvz', i / 5)}${from('aeiou', i / 40)}${from('kmnprtvz', i / 200)}ax`;
// Made-up words, of which few are frequent and most are rare, as in any language. Every seventh word tells the label.
const own = { toxic: ['idiot', 'clown', 'liar', 'moron', 'scum'], clean: ['ferry', 'council', 'bridge', 'harbour', 'ticket'] };
const comment = (label, length) =>
  Array.from({ length }, (_, i) => (i % 7 === 0 ? own[label][Math.floor(random() * 5)] : word(Math.floor(1600 ** random() - 1)))).join(' ');
const rows = Array.from({ length: 2000 }, (_, i) => (i % 2 ? 'toxic' : 'clean')).map((label) => [comment(label, 20), label]);
const asked = [60, 300, 700].map((length) => comment('toxic', length));
for (const order of [rows, [...rows].reverse()]) {
  const bayes = new BayesClassifier();
  for (const [text, label] of order) bayes.addDocument(text, label);
  bayes.train();
  const answers = asked.map((text) => {
    const isZero = bayes.getClassifications(text).every(({ value }) => value === 0);
    return `${text.split(' ').length} words ${bayes.classify(text)}${isZero ? ' (all values 0)' : ''}`;
  });
  console.log(`first row ${order[0][1]}: ${answers.join(', ')}`);
}
JS
seen=$(node ask.cjs)
echo "natural 8.1.1 on comments full of insults:"
echo "$seen"
test "$seen" = 'first row clean: 60 words toxic, 300 words toxic, 700 words clean (all values 0)
first row toxic: 60 words toxic, 300 words toxic, 700 words toxic (all values 0)'
