/** Three-valued logic: a known "no" decides a conjunction, and what is unknown stays unknown. */

export type Kleene = "yes" | "no" | "unknown";

/** Conjunction: "no" if any operand is "no", "yes" if all are "yes" (also for none), otherwise "unknown". */
export function allOf(values: Iterable<Kleene>): Kleene {
  let result: Kleene = "yes";
  for (const value of values) {
    if (value === "no") return "no";
    if (value === "unknown") result = "unknown";
  }
  return result;
}

/** Disjunction: "yes" if any operand is "yes", "no" if all are "no" (also for none), otherwise "unknown". */
export function anyOf(values: Iterable<Kleene>): Kleene {
  let result: Kleene = "no";
  for (const value of values) {
    if (value === "yes") return "yes";
    if (value === "unknown") result = "unknown";
  }
  return result;
}

export function not(value: Kleene): Kleene {
  if (value === "unknown") return "unknown";
  return value === "yes" ? "no" : "yes";
}
