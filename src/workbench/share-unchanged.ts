/** Keeps the parts of a value that a new reading of it did not change, so that what rests on them need not be done again. */
import { createEvaluator, type Evaluator } from "#evaluation";
import type { Catalogue } from "#standards";

/**
 * `next` with every part that equals the part in the same place of `before` replaced by that part, so that equal parts
 * are the same objects. The order of keys counts as content, because it decides the order of results.
 */
export function shareUnchanged<T>(before: unknown, next: T): T {
  if (before === next || !isTree(before) || !isTree(next)) return next;
  // Setting such a key would set the prototype; no reader of dossiers lets one through.
  if (Array.isArray(before) !== Array.isArray(next) || Object.hasOwn(next, "__proto__")) return next;
  const keys = Object.keys(next);
  const known = Object.keys(before);
  let same = keys.length === known.length;
  const shared: unknown = Array.isArray(next)
    ? []
    : Object.create(Object.getPrototypeOf(next) as object | null);
  keys.forEach((key, index) => {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const value = shareUnchanged(old, next[key]);
    (shared as Tree)[key] = value;
    if (key !== known[index] || !Object.is(value, old)) same = false;
  });
  return (same ? before : shared) as T;
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

/** An evaluator for a dossier that is read again and again: a reading makes all objects anew, also those of unchanged files. */
export function createRereadingEvaluator(catalogue: Catalogue): Evaluator {
  const evaluator = createEvaluator(catalogue);
  let last: Parameters<Evaluator["evaluate"]> | undefined;
  return {
    evaluate: (dossier, { now, files }) => {
      last = [shareUnchanged(last?.[0], dossier), { now, files: shareUnchanged(last?.[1].files, files) }];
      return evaluator.evaluate(...last);
    },
  };
}
