#!/bin/sh
# krippendorff 0.1.0 (npm): alpha() goes through as many samples as the first rater has ratings. A shorter row stands for
# missing ratings, as the example of its README has it; but where the shorter row is the first one, all samples behind its
# end are left out for everybody, and nothing says so. So alpha depends on the order of the raters.
#
# Guess before: the order of raters does not matter to alpha, and a rater who stopped early is only missing from the rest.
# Seen: who stopped early comes last: 0.735, comes first: 1, comes first with an undefined at the end: 0.735.
# Prints that, and exits with 1 once it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . krippendorff@0.1.0 >/dev/null
cat > ask.cjs <<'JS'
const { alpha } = require('krippendorff');
const ann = ['toxic', 'toxic', 'clean', 'clean', 'clean'];
const bob = ['toxic', 'toxic', 'clean', 'clean', 'toxic'];
const early = ['toxic', 'toxic', 'clean', 'clean'];
const [last, first, filled] = [[ann, bob, early], [early, ann, bob], [[...early, undefined], ann, bob]].map((raters) => alpha(raters));
console.log([last, first, filled].map((value) => Number(value.toFixed(3))).join(' '));
JS
seen=$(node ask.cjs)
echo "krippendorff 0.1.0, a rater who stopped early last, first, and first with undefined: $seen"
test "$seen" = '0.735 1 0.735'
