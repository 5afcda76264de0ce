/** Which evidence, controls and findings reach a requirement, and how far its findings limit its status. */
import type { Control, Dossier, EvidenceItem, Finding } from "#dossier";
import { parseRequirementRef } from "./requirement-key.ts";
import { rememberPer } from "./remember.ts";
import type { RequirementSet } from "./requirement-set.ts";

export interface RequirementLinks {
  /** Evidence that names the requirement or one of its controls, or that such a control names. */
  readonly evidence: readonly string[];
  readonly controls: readonly string[];
  readonly findings: readonly string[];
  readonly limit: FindingLimit | undefined;
  /** Last day of a planned correction that has an owner; undefined where nothing is planned. */
  readonly plannedUntil: string | undefined;
}

/** What open findings leave of a status: it is not better than `status`. */
export interface FindingLimit {
  readonly status: "not-met" | "partly";
  readonly because: string;
  readonly findings: readonly string[];
}

export const noLinks: RequirementLinks = {
  evidence: [],
  controls: [],
  findings: [],
  limit: undefined,
  plannedUntil: undefined,
};

/** Links of every requirement that has some, by key; kept as long as controls, evidence and findings are the same. */
export function linkRequirements(
  dossier: Dossier,
  set: RequirementSet,
): ReadonlyMap<string, RequirementLinks> {
  return linkAll(set, dossier.controls, dossier.evidence, dossier.findings);
}

interface Draft {
  readonly evidence: Set<string>;
  readonly controls: Set<string>;
  readonly direct: Set<string>;
  readonly throughControl: Map<string, string>;
}

const linkAll = rememberPer(
  (
    set: RequirementSet,
    controls: Readonly<Record<string, Control>>,
    evidence: Readonly<Record<string, EvidenceItem>>,
    findings: Readonly<Record<string, Finding>>,
  ): ReadonlyMap<string, RequirementLinks> => {
    const drafts = new Map<string, Draft>();
    const draft = (key: string): Draft => {
      const known = drafts.get(key);
      if (known !== undefined) return known;
      const made: Draft = {
        evidence: new Set(),
        controls: new Set(),
        direct: new Set(),
        throughControl: new Map(),
      };
      drafts.set(key, made);
      return made;
    };
    const keysOf = (refs: readonly string[] | undefined): readonly string[] =>
      (refs ?? []).flatMap((ref) => parseRequirementRef(ref, set.editions)?.key ?? []);

    const keysByControl = new Map<string, readonly string[]>();
    for (const [id, control] of Object.entries(controls)) {
      const keys = keysOf(control.requirements);
      keysByControl.set(id, keys);
      for (const key of keys) {
        draft(key).controls.add(id);
        for (const item of control.evidence ?? []) draft(key).evidence.add(item);
      }
    }
    for (const [id, item] of Object.entries(evidence)) {
      for (const key of keysOf(item.supports?.requirements)) draft(key).evidence.add(id);
      for (const control of item.supports?.controls ?? []) {
        for (const key of keysByControl.get(control) ?? []) draft(key).evidence.add(id);
      }
    }
    for (const [id, finding] of Object.entries(findings)) {
      for (const key of keysOf(finding.concerns.requirements)) draft(key).direct.add(id);
      for (const control of finding.concerns.controls ?? []) {
        for (const key of keysByControl.get(control) ?? []) draft(key).throughControl.set(id, control);
      }
    }
    return new Map([...drafts].map(([key, one]) => [key, finish(one, findings)]));
  },
);

function finish(draft: Draft, findings: Readonly<Record<string, Finding>>): RequirementLinks {
  const ids = [...new Set([...draft.direct, ...draft.throughControl.keys()])].sort();
  const open = ids.flatMap((id) => {
    const finding = findings[id];
    return finding === undefined || !isOpen(finding) ? [] : [{ id, finding }];
  });
  const planned = open.map(({ finding }) => plannedUntil(finding)).filter((day) => day !== undefined);
  return {
    evidence: [...draft.evidence].sort(),
    controls: [...draft.controls].sort(),
    findings: ids,
    limit: findLimit(open, draft),
    plannedUntil: planned.sort().at(-1),
  };
}

/** A finding is closed only when somebody verified that the correction worked; an observation limits nothing. */
function isOpen(finding: Finding): boolean {
  return finding.state !== "verified" && finding.kind !== "observation";
}

function findLimit(
  open: readonly { readonly id: string; readonly finding: Finding }[],
  draft: Draft,
): FindingLimit | undefined {
  const limits = open.map(({ id, finding }): FindingLimit => {
    // A nonconformity whose grade nobody recorded may be a major one, so it counts as such.
    const major = finding.kind === "nonconformity" && finding.grade !== "minor";
    if (draft.direct.has(id)) {
      const grade = finding.kind === "gap" ? "gap" : `${finding.grade ?? "ungraded"} nonconformity`;
      return {
        status: major ? "not-met" : "partly",
        because: `${grade} ${id} is ${finding.state === "done" ? "not verified" : "open"}`,
        findings: [id],
      };
    }
    const control = draft.throughControl.get(id) ?? "";
    return { status: "partly", because: `control ${control} has the open finding ${id}`, findings: [id] };
  });
  if (limits.length === 0) return undefined;
  const status = limits.some((one) => one.status === "not-met") ? "not-met" : "partly";
  const deciding = limits.filter((one) => one.status === status);
  return {
    status,
    because: deciding.map((one) => one.because).join("; "),
    findings: deciding.flatMap((one) => one.findings),
  };
}

/** The latest day of an action that has an owner and is not done yet. */
function plannedUntil(finding: Finding): string | undefined {
  const days = (finding.actions ?? []).flatMap((action) =>
    action.due !== undefined && (action.owner ?? finding.owner) !== undefined && action.doneOn === undefined
      ? [action.due]
      : [],
  );
  return days.sort().at(-1);
}
