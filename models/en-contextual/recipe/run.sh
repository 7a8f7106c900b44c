#!/bin/sh
# Makes the contextual model: npm run train:contextual -- FOLDER, in the root of the repository.
# FOLDER is that of all-MiniLM-L6-v2, as the npm package named in recipe.json carries it. Needs PyTorch and onnx for
# python3 (Debian: python3-torch, python3-onnx), onnxruntime-node, and the corpora that recipe.json names.
set -e
: "${1:?expected the folder of all-MiniLM-L6-v2}"
corpora=../shared/corpora
for file in "$corpora/stance/dev.jsonl.gz" "$corpora/reply/dev.jsonl.gz"; do
  [ -f "$file" ] || { echo "$file is missing: the model is calibrated and measured on it" >&2; exit 1; }
done
export=.cache/contextual
python3 models/en-contextual/recipe/make.py --encoder "$1" --out "$export"
node dist/cli/main.js finish "$export" --out models/en-contextual \
  --release "$(node -p 'require("./models/en-contextual/package.json").version')" \
  --stance "$corpora/stance/dev.jsonl.gz" --reply "$corpora/reply/dev.jsonl.gz" --golden datasets/comments.test.jsonl
