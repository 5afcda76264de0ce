/** One thing at a time, in the order of asking. */

export interface Queue {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when all that was asked for so far is done. */
  readonly idle: () => Promise<void>;
}

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await last;
    },
  };
}
