/** Which certificate policies a provider is bound by, given those it claims and the alternatives it takes. */
import type { CertificatePolicy, RequirementsEdition } from "./edition.ts";

export type PolicyClaim = string | { readonly policy: string; readonly with: readonly string[] };

export interface PolicyClosure {
  /**
   * The policies to compare with `policies` of requirements. What an edition with effective policy sets takes over
   * from its own policies is not among them: its requirements list that themselves, exceptions included
   * (EN 319 411-1 REG-6.2.2-10 binds NCP but not EVCP).
   */
  readonly policies: ReadonlySet<string>;
  /** The same per claimed policy. */
  readonly byClaim: ReadonlyMap<string, ReadonlySet<string>>;
  /** Policies that leave an alternative of which the claim takes none. */
  readonly open: readonly { readonly policy: string; readonly oneOf: readonly string[] }[];
  /** Claims that are no certificate policy of the editions, markers such as WEB among them. */
  readonly unknown: readonly string[];
  /** Alternatives that a claim takes although its policy does not offer them. */
  readonly notOffered: readonly { readonly policy: string; readonly with: string }[];
}

interface Definition {
  readonly policy: CertificatePolicy;
  readonly effective: boolean;
}

/** Follows the claimed policies through what they include and the alternatives taken under `with`. */
export function closePolicies(
  claimed: readonly PolicyClaim[],
  editions: readonly RequirementsEdition[],
): PolicyClosure {
  const definitions = definitionsIn(editions);
  const byClaim = new Map<string, Set<string>>();
  const open: { policy: string; oneOf: readonly string[] }[] = [];
  const unknown: string[] = [];
  const notOffered: { policy: string; with: string }[] = [];
  for (const claim of claimed) {
    const { policy, with: taken } = typeof claim === "string" ? { policy: claim, with: [] } : claim;
    if (definitions.get(policy)?.policy.kind !== "certificate-policy") {
      unknown.push(policy);
      continue;
    }
    const walk: Walk = { definitions, taken: new Set(taken), used: new Set(), reached: new Set(), open: [] };
    follow(policy, walk);
    byClaim.set(policy, new Set([...(byClaim.get(policy) ?? []), ...walk.reached]));
    open.push(...walk.open);
    for (const name of walk.taken) if (!walk.used.has(name)) notOffered.push({ policy, with: name });
  }
  const policies = new Set([...byClaim.values()].flatMap((reached) => [...reached]));
  return { policies, byClaim, open, unknown, notOffered };
}

interface Walk {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly taken: ReadonlySet<string>;
  readonly used: Set<string>;
  readonly reached: Set<string>;
  readonly open: { policy: string; oneOf: readonly string[] }[];
}

function follow(id: string, walk: Walk): void {
  if (walk.reached.has(id)) return;
  walk.reached.add(id);
  const definition = walk.definitions.get(id);
  if (definition === undefined || definition.effective) return;
  const { includes, oneOf, optional } = definition.policy;
  for (const included of includes) follow(included, walk);
  for (const group of oneOf) {
    const picks = group.filter((one) => walk.taken.has(one));
    if (picks.length === 0) walk.open.push({ policy: id, oneOf: group });
    for (const pick of picks) take(pick, walk);
  }
  for (const offer of optional) if (walk.taken.has(offer.policy)) take(offer.policy, walk);
}

function take(id: string, walk: Walk): void {
  walk.used.add(id);
  follow(id, walk);
}

function definitionsIn(editions: readonly RequirementsEdition[]): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const edition of editions) {
    for (const policy of edition.policies) {
      if (definitions.has(policy.id)) continue;
      definitions.set(policy.id, { policy, effective: edition.policySets === "effective" });
    }
  }
  return definitions;
}
