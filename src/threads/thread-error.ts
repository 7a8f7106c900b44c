import { BelowTheLineError, type ErrorCode } from '../errors.ts';

/** An error as it passes between threads, where a class is lost. */
export interface ThreadError {
  /** Null for what is no BelowTheLineError. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly stack: string | undefined;
}

/** Returns an error to send to another thread. */
export function threadError(error: Error): ThreadError {
  const { message, stack } = error;
  return { code: error instanceof BelowTheLineError ? error.code : null, message, stack };
}

/** Returns the error that another thread sent. */
export function errorOf({ code, message, stack }: ThreadError): Error {
  if (code !== null) return new BelowTheLineError(code, message);
  return Object.assign(new Error(message), { stack });
}
