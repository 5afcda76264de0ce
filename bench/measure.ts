/** Timing: medians and percentiles, and how figures are written. */

export function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

export function quantile(values: readonly number[], share: number): number {
  const list = sorted(values);
  return list[Math.min(list.length - 1, Math.floor(list.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Milliseconds of each of `count` runs, after `warmUp` runs that do not count; making what a run needs does not count. */
export function time<T>(
  count: number,
  warmUp: number,
  make: (index: number) => T,
  run: (made: T) => unknown,
): readonly number[] {
  const times: number[] = [];
  for (let index = 0; index < warmUp + count; index += 1) {
    const made = make(index);
    const started = process.hrtime.bigint();
    const answer = run(made);
    const took = Number(process.hrtime.bigint() - started) / 1e6;
    keep(answer);
    if (index >= warmUp) times.push(took);
  }
  return times;
}

let kept: unknown;

/** Holds on to the last answer, so that no run can be optimised away. */
export function keep(value: unknown): unknown {
  kept = value;
  return kept;
}

export function milliseconds(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return value >= 10 ? `${value.toFixed(1)} ms` : `${value.toFixed(3)} ms`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function ratio(value: number): string {
  return Number.isFinite(value) ? `${value >= 100 ? value.toFixed(0) : value.toFixed(2)}×` : "–";
}
