/** Expands a printed range of requirement numbers ("REQ-7.4-02X to REQ-7.4-12X"). */

interface RequirementNumber {
  /** Component and clause: "REQ-7.4". */
  readonly series: string;
  readonly number: number;
  readonly suffix: string;
}

/**
 * The ids of `known` that lie in the range, both ends included and letters in their order (05, 05A, 06). Undefined
 * when an end is not among them or the ends are not of one series, because then nobody knows what the range means.
 */
export function idsInRange(
  range: readonly [string, string],
  known: readonly string[],
): readonly string[] | undefined {
  const first = parse(range[0]);
  const last = parse(range[1]);
  if (first === undefined || last === undefined || first.series !== last.series) return undefined;
  if (!known.includes(range[0]) || !known.includes(range[1])) return undefined;
  return known.filter((id) => {
    const one = parse(id);
    return one?.series === first.series && compare(first, one) <= 0 && compare(one, last) <= 0;
  });
}

function parse(id: string): RequirementNumber | undefined {
  const match = /^(.+)-(\d+)([A-Z]*)$/.exec(id);
  if (match === null) return undefined;
  const [, series = "", number = "", suffix = ""] = match;
  return { series, number: Number(number), suffix };
}

function compare(a: RequirementNumber, b: RequirementNumber): number {
  if (a.number !== b.number) return a.number - b.number;
  return a.suffix < b.suffix ? -1 : a.suffix > b.suffix ? 1 : 0;
}
