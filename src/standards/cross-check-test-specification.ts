/** Cross-checks of a test specification: groups, cases, units, IXIT fields and references between them. */
import type { Edition, TestSpecification } from "./edition.ts";
import type { Fault } from "./fault.ts";

/** All that is wrong inside a test specification; `editions` are the other editions that references may lead to. */
export function crossCheckTestSpecification(
  _edition: TestSpecification,
  _editions: readonly Edition[],
): readonly Fault[] {
  return [];
}
