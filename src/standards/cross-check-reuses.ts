/** Cross-checks of reused test units: what a unit reuses exists, and no unit comes back to itself. */
import type { TestSpecification, TestUnit } from "./edition.ts";
import { pointerTo, type Fault } from "./fault.ts";
import { findCircle } from "./find-circle.ts";

interface PlacedUnit {
  readonly key: string;
  readonly unit: TestUnit;
  readonly pointer: string;
}

export function crossCheckReuses(edition: TestSpecification): readonly Fault[] {
  const placed = unitsOf(edition);
  const keysByCase = new Map<string, string[]>();
  for (const { key } of placed) {
    const testCase = key.slice(0, key.lastIndexOf(" "));
    const keys = keysByCase.get(testCase);
    if (keys === undefined) keysByCase.set(testCase, [key]);
    else keys.push(key);
  }
  const keys = new Set(placed.map((one) => one.key));
  const faults: Fault[] = [];
  const arrows = new Map<string, readonly string[]>();
  for (const { key, unit, pointer } of placed) {
    const targets: string[] = [];
    (unit.reuses ?? []).forEach((reused, at) => {
      const found = keys.has(reused) ? [reused] : keysByCase.get(reused);
      if (found !== undefined) targets.push(...found);
      else {
        faults.push({
          pointer: `${pointer}/${String(at)}`,
          message: `Unit ${key} reuses ${reused}, which is neither a test case nor a test unit of the file.`,
        });
      }
    });
    arrows.set(key, targets);
  }
  const circle = findCircle(arrows);
  if (circle !== undefined) {
    const pointer = placed.find((one) => one.key === circle[0])?.pointer ?? "/groups";
    faults.push({ pointer, message: `Units reuse each other in a circle: ${circle.join(" → ")}.` });
  }
  return faults;
}

function unitsOf(edition: TestSpecification): readonly PlacedUnit[] {
  return edition.groups.flatMap((group, groupAt) =>
    group.cases.flatMap((testCase, caseAt) =>
      testCase.units.map((unit, unitAt) => ({
        key: `${testCase.id} ${unit.label}`,
        unit,
        pointer: pointerTo("groups", groupAt, "cases", caseAt, "units", unitAt, "reuses"),
      })),
    ),
  );
}
