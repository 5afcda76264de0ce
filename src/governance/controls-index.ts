/** Which controls serve which provision or requirement. */
import type { Dossier } from "#dossier";
import { isRequirementKey, requirementKey } from "#evidence";

const indexes = new WeakMap<Dossier["controls"], ReadonlyMap<string, readonly string[]>>();

/** Control ids by provision id or requirement key, each once; built once per set of controls. */
export function controlsByReference(controls: Dossier["controls"]): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(controls);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  for (const [id, control] of Object.entries(controls)) {
    for (const key of new Set(control.requirements.map(referenceKey))) {
      const ids = index.get(key);
      if (ids === undefined) index.set(key, [id]);
      else ids.push(id);
    }
  }
  indexes.set(controls, index);
  return index;
}

/** The key under which a reference of a control is filed. */
export function referenceKey(reference: string): string {
  return isRequirementKey(reference) ? requirementKey(reference) : reference.trim();
}
