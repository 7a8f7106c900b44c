import { afterEach, expect, test, vi } from 'vitest';
import { loadBackend } from '../../src/train/backend.ts';

/** Stands in for an installed @tensorflow/tfjs-node whose `add` is this one. */
function installNative(add: () => unknown): void {
  const native = { tensor: () => {}, scalar: () => {}, tidy: (work: () => unknown) => work(), add };
  vi.doMock('@tensorflow/tfjs-node', () => ({ ...native, default: native }));
}

afterEach(() => {
  vi.doUnmock('@tensorflow/tfjs-node');
});

test('native TensorFlow.js is used where it is installed and runs', async () => {
  installNative(() => ({ dataSync: () => [2] }));
  expect((await loadBackend()).name).toBe('tfjs-node');
});

test('native TensorFlow.js that loads and throws at its first operation, as on Node 24, gives way to WebAssembly', async () => {
  installNative(() => {
    throw new TypeError('(0 , util_1.isNullOrUndefined) is not a function');
  });
  const { name, tf } = await loadBackend();
  expect(name).toBe('tfjs-wasm');
  expect(tf.add(1, 2).dataSync()[0]).toBe(3);
});
