/** Is told of bytes that have arrived, as many as came at once. */
export type OnBytes = (bytes: number) => void;

/**
 * Fetches a file by URL.
 * @throws Error when it is not there, or cannot be reached
 */
export async function fetchBytes(location: string | URL, onBytes?: OnBytes): Promise<Uint8Array> {
  const response = await fetch(location);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const counted = onBytes === undefined ? response : new Response(response.body?.pipeThrough(counter(onBytes)));
  return new Uint8Array(await counted.arrayBuffer());
}

const counter = (onBytes: OnBytes) =>
  new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
