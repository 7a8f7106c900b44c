/** The package that holds the encoder for English. */
export const ENCODER_PACKAGE = 'below-the-line-contextual-en';

/**
 * Returns the folders that the encoder is looked for in: its package, then a checkout of the repository; empty where
 * neither is known.
 */
export function defaultFolders(): URL[] {
  return [folderOf(ENCODER_PACKAGE, '.'), folderOf('below-the-line', 'models/en-contextual/')].filter(
    (folder) => folder !== null,
  );
}

function folderOf(name: string, path: string): URL | null {
  try {
    return new URL(path, import.meta.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
