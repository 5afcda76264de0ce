/** Finds the pro forma field that a heading or label names: exactly, or but for a slip that leaves no doubt. */
import { editDistance } from "#base/near-miss";
import type { IxitTableSpec } from "#standards";

export interface FieldMatch {
  readonly name: string;
  readonly exact: boolean;
}

/** "Sensitive (Yes/No):" and "sensitive" are the same name. */
export function normaliseFieldName(text: string): string {
  return text
    .toLowerCase()
    .replace(/\((?:yes|y)\s*\/\s*(?:no|n)\)/gu, " ")
    .replace(/&/gu, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function matchField(table: IxitTableSpec, text: string): FieldMatch | undefined {
  const wanted = normaliseFieldName(text);
  if (wanted === "" || wanted.length > 80) return undefined;
  const fields = table.fields.filter((field) => field.format !== "identifier" && field.name !== "ID");
  const exact = fields.find((field) => normaliseFieldName(field.name) === wanted);
  if (exact !== undefined) return { name: exact.name, exact: true };
  // A guess is taken only when one field is at most one slip away (two for long names) and no other is near.
  const limit = wanted.length >= 20 ? 2 : wanted.length >= 6 ? 1 : 0;
  if (limit === 0) return undefined;
  const near = fields.filter((field) => editDistance(wanted, normaliseFieldName(field.name), limit) <= limit);
  const [only] = near;
  return near.length === 1 && only !== undefined ? { name: only.name, exact: false } : undefined;
}
