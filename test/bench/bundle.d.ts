interface File {
  readonly name: string;
  readonly code: string;
}
export function bundle(names: string): Promise<{ readonly atOnce: readonly File[]; readonly later: readonly File[] }>;
export function gzipped(files: readonly File[]): number;
