/** Building blocks of a readiness gate: items whose state follows from the problems that hold them up. */
import type { ReadinessItem, ReadinessPhase } from "./readiness.ts";

/** The part of a problem that a gate needs. */
export interface GateProblem {
  readonly code: string;
  readonly severity: "blocker" | "warning" | "note";
}

export interface GateItemSpec {
  readonly title: string;
  /** Codes, or areas written as "ics/", whose problems hold the item up. */
  readonly heldUpBy: readonly string[];
  /** Says why the item is open although no problem blocks it; undefined when nothing is open. */
  readonly open?: string | undefined;
  /** What is said when nothing holds the item up. */
  readonly done: string;
}

export function gateItem(spec: GateItemSpec, problems: readonly GateProblem[]): ReadinessItem {
  const held = problems.filter((one) =>
    spec.heldUpBy.some((code) => (code.endsWith("/") ? one.code.startsWith(code) : one.code === code)),
  );
  const blocking = held.filter((one) => one.severity === "blocker");
  const warnings = held.filter((one) => one.severity === "warning").length;
  const codes = [...new Set(held.filter((one) => one.severity !== "note").map((one) => one.code))];
  const state = blocking.length > 0 ? "blocked" : spec.open === undefined ? "done" : "open";
  return {
    title: spec.title,
    state,
    because: state === "blocked" ? counted(blocking) : (spec.open ?? spec.done),
    codes,
    blockers: blocking.length,
    warnings,
  };
}

/** "3 × ics/row-missing, 1 × ics/na-not-allowed" */
function counted(problems: readonly GateProblem[]): string {
  const counts = new Map<string, number>();
  for (const { code } of problems) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${String(count)} × ${code}`).join(", ");
}

export function gatePhase(
  number: number,
  title: string,
  role: string,
  items: readonly ReadinessItem[],
): ReadinessPhase {
  const state = items.some((item) => item.state === "blocked")
    ? "blocked"
    : items.some((item) => item.state === "open")
      ? "open"
      : "done";
  return { number, title, role, state, items };
}
