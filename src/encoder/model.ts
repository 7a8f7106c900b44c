import { aligned, checkTensorFile, readTensors, tensor } from '../artifact/tensors.ts';
import { type LinearHeads, readHeads } from './heads.ts';
import { ENCODER_FORMAT_VERSION, type EncoderManifest } from './manifest.ts';
import { createEncoder, type Transformer } from './transformer.ts';
import { readTransformer } from './transformer-weights.ts';
import { readPieces } from './vocabulary.ts';
import { createWordPieces, type WordPieces } from './word-pieces.ts';

/** An encoder with its heads, ready to read. */
export interface EncoderModel {
  readonly manifest: EncoderManifest;
  readonly wordPieces: WordPieces;
  readonly transformer: Transformer;
  readonly heads: LinearHeads;
}

/**
 * Returns the encoder of a file whose hash is known to be right, which is read no more.
 * @throws BelowTheLineError `invalid-model` when the file is not what the manifest says.
 */
export function parseEncoder(manifest: EncoderManifest, bytes: Uint8Array): EncoderModel {
  const file = aligned(bytes);
  checkTensorFile(file, manifest.file.bytes, ENCODER_FORMAT_VERSION);
  const tensors = readTensors(manifest.tensors, file);
  const { shape } = manifest;
  const pieces = (list: string) => tensor(tensors, `vocabulary.${list}`, 'utf8');
  return {
    manifest,
    wordPieces: createWordPieces(readPieces(pieces('starts'), pieces('rests'), shape.words)),
    transformer: createEncoder(readTransformer(tensors, shape)),
    heads: readHeads(tensors, shape.width),
  };
}
