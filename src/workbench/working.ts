/** How long work tells how far it is, and learns that it is no longer wanted. */

export interface Working {
  /** Between 0 and 1, with what is done at present. */
  readonly progress: (fraction: number, message: string) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Asked anew each time, as the answer changes while work waits. */
export function isCancelled(working: Working | undefined): boolean {
  return working?.signal.aborted === true;
}
