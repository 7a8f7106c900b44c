#!/bin/sh
# Writes what the toxicity head learns from: npm run teach -- FOLDER, in the root of the repository.
# FOLDER is that of all-MiniLM-L6-v2, as the npm package named in recipe.json carries it. Needs PyTorch and onnx for
# python3 (Debian: python3-torch, python3-onnx), and the corpora that recipe.json names.
set -e
: "${1:?expected the folder of all-MiniLM-L6-v2}"
python3 models/en/teacher/teach.py --encoder "$1" --out .cache/taught
