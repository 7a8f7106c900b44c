/** Reads a file by URL, relative ones against the page. */
export async function read(location: string | URL): Promise<Uint8Array> {
  const response = await fetch(location);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
