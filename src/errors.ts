/** What went wrong, for programs. The message says it for people. */
export type ErrorCode =
  /** An argument, a request or a data row does not have the expected form. */
  | 'invalid-input'
  /** A page, comment or file is larger than the stated limit. */
  | 'too-large'
  /** A file could not be read or written. */
  | 'file'
  /** A port is taken, or a service that the call needs does not answer. */
  | 'unavailable'
  /** A model's magic, version, size or hash is not what was expected. */
  | 'invalid-model'
  /** An optional package that the call needs is not installed. */
  | 'missing-package'
  /** Training would have replaced a model by a worse one. */
  | 'worse-model'
  /** The caller stopped the work. */
  | 'aborted';

/** The one error class of the package: `error.code` is stable, `error.message` says what was got, what was expected and where. */
export class BelowTheLineError extends Error {
  override readonly name = 'BelowTheLineError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
