/** The status that counts: what the row states, held down by evidence, incorporated requirements and open findings. */
import type { Applicability } from "#base/applicability";
import type { RequirementRow } from "#dossier";
import type { EvidenceStatus } from "#evidence";
import type { FindingLimit, RequirementLinks } from "./requirement-links.ts";
import type { RequirementNode } from "./requirement-set.ts";
import type { RequirementStatus } from "./status-types.ts";

/** A status with what led to it. */
export interface Standing {
  readonly status: RequirementStatus;
  readonly because: readonly string[];
}

/** The evidence that reaches a requirement, by whether it can be used. */
export interface Support {
  readonly evidence: readonly string[];
  readonly usable: readonly string[];
  /** "EV-3 (expired)". */
  readonly unusable: readonly string[];
  readonly practiceStatement: readonly string[];
}

/** From worst to best. What is not assessed ranks above what is known to fail and below what is met in part. */
const rank: Readonly<Record<Exclude<RequirementStatus, "not-applicable">, number>> = {
  "not-met": 0,
  "not-assessed": 1,
  partly: 2,
  met: 3,
};

/** The worse of two statuses; not-applicable has no rank and stays what it is. */
export function worse(a: RequirementStatus, b: RequirementStatus): RequirementStatus {
  if (a === "not-applicable" || b === "not-applicable") return a;
  return rank[a] <= rank[b] ? a : b;
}

export function supportOf(
  row: RequirementRow | undefined,
  links: RequirementLinks,
  statuses: ReadonlyMap<string, EvidenceStatus>,
): Support {
  const own = row?.evidence ?? [];
  const evidence = own.length === 0 ? links.evidence : [...new Set([...own, ...links.evidence])].sort();
  const usable: string[] = [];
  const unusable: string[] = [];
  for (const id of evidence) {
    const status = statuses.get(id);
    if (status?.usable === true) usable.push(id);
    else unusable.push(`${id} (${status?.state ?? "not in the dossier"})`);
  }
  return { evidence, usable, unusable, practiceStatement: (row?.practiceStatement ?? []).filter(hasText) };
}

function hasText(text: string): boolean {
  return text.trim() !== "";
}

/**
 * Whether a row may say not-applicable to a requirement that applies: a recommendation or permission may, and a
 * requirement whose implementation proportionality criteria decide (EN 319 401 clause 4.2), each with a justification.
 */
export function mayBeLeftOut(node: RequirementNode): boolean {
  return node.requirement.modality !== "shall" || node.requirement.component === "PRO";
}

/** What the row and its evidence allow, without regard to incorporated requirements and findings. */
export function ownStanding(
  node: RequirementNode,
  row: RequirementRow | undefined,
  applicability: Applicability,
  support: Support,
): Standing {
  if (applicability.state === "does-not-apply")
    return { status: "not-applicable", because: applicability.because };
  if (applicability.state === "undetermined") {
    return {
      status: "not-assessed",
      because: [...applicability.because, `waits for the answer to ${applicability.open.join(", ")}`],
    };
  }
  switch (row?.status) {
    case undefined:
      return {
        status: "not-assessed",
        because: [row === undefined ? "it has no row" : "its row states no status"],
      };
    case "not-assessed":
      return { status: "not-assessed", because: ["its row says that it is not assessed"] };
    case "not-applicable":
      return leftOut(node, row);
    case "not-met":
      return { status: "not-met", because: ["its row states that it is not met"] };
    case "partly":
      return { status: "partly", because: ["its row states that it is met in part"] };
    case "met":
      return metStanding(node, support);
  }
}

function leftOut(node: RequirementNode, row: RequirementRow): Standing {
  if (!mayBeLeftOut(node)) {
    return { status: "not-assessed", because: ["its row says that it does not apply, but it does"] };
  }
  if (row.justification === undefined || !hasText(row.justification)) {
    return { status: "not-assessed", because: ["its row leaves it out without a justification"] };
  }
  return { status: "not-applicable", because: ["its row leaves it out with a justification"] };
}

function metStanding(node: RequirementNode, { usable, unusable, practiceStatement }: Support): Standing {
  if (usable.length > 0) return { status: "met", because: [`stated met and shown by ${usable.join(", ")}`] };
  // A permission that is used needs no proof.
  if (node.requirement.modality === "may") return { status: "met", because: ["the permission is used"] };
  if (unusable.length > 0) {
    return {
      status: "partly",
      because: [`stated met, but its evidence cannot be used: ${unusable.join(", ")}`],
    };
  }
  if (practiceStatement.length > 0) {
    return { status: "partly", because: ["stated met on the word of the practice statement alone"] };
  }
  return { status: "not-assessed", because: ["stated met, but nothing shows it"] };
}

/** An incorporated requirement that binds, with the status it has. */
export interface Member {
  readonly key: string;
  readonly status: RequirementStatus;
}

export interface Fold {
  /** Undefined when no member counts. */
  readonly status: Exclude<RequirementStatus, "not-applicable"> | undefined;
  readonly counting: number;
  readonly unmet: readonly string[];
}

/** The status that incorporated requirements give; those that do not apply do not count. */
export function foldMembers(members: readonly (Member | undefined)[]): Fold {
  const unmet: string[] = [];
  const seen = { met: 0, partly: 0, "not-met": 0, "not-assessed": 0 };
  for (const member of members) {
    // A member is unknown only inside a circle, where nothing is derived anyway.
    if (member === undefined || member.status === "not-applicable") continue;
    seen[member.status] += 1;
    if (member.status !== "met") unmet.push(member.key);
  }
  const counting = seen.met + unmet.length;
  const status =
    counting === 0
      ? undefined
      : unmet.length === 0
        ? "met"
        : seen.met + seen.partly > 0
          ? "partly"
          : seen["not-met"] > 0
            ? "not-met"
            : "not-assessed";
  return { status, counting, unmet };
}

/** A standing that rests on other requirements. */
export interface Derived extends Standing {
  /** Keys of incorporated requirements that count and are not met. */
  readonly unmet: readonly string[];
  /** True when the references alone give the status, so that the row need not say how it is met. */
  readonly derives: boolean;
}

/** How the row of a citing requirement is called among those it incorporates. */
export const ownRow = "its own row";

/** The status of a requirement that incorporates others: theirs, which its own row can only lower. */
export function incorporatingStanding(
  node: RequirementNode,
  row: RequirementRow | undefined,
  applicability: Applicability,
  own: Standing,
  members: readonly (Member | undefined)[],
): Derived {
  const unmet: readonly string[] = [];
  // An open condition, and a row that leaves the requirement out, rightly or not, decide before any reference does.
  if (applicability.state !== "applies" || row?.status === "not-applicable")
    return { ...own, unmet, derives: false };
  if (node.circular) {
    const because = ["it takes part in a circle of references, so nothing can be derived"];
    return { status: row?.status === "not-met" ? "not-met" : "not-assessed", because, unmet, derives: false };
  }
  // What no reference could answer for, the row must: it counts as one more incorporated requirement.
  const stand = node.unresolved.length > 0 ? [{ key: ownRow, status: own.status }] : [];
  const fold = foldMembers(stand.length === 0 ? members : [...members, ...stand]);
  if (fold.status === undefined) return { ...own, unmet, derives: false };
  const derives = stand.length === 0;
  const because = [describeFold(fold.counting, fold.unmet)];
  const derived = { because, unmet: fold.unmet, derives };
  if (row?.status !== "partly" && row?.status !== "not-met") return { status: fold.status, ...derived };
  const status = worse(fold.status, row.status);
  return { status, ...derived, because: status === fold.status ? because : own.because };
}

function describeFold(counting: number, unmet: readonly string[]): string {
  const all = `${counting} incorporated requirement${counting === 1 ? "" : "s"}`;
  if (unmet.length === 0) return `${all} that apply are met`;
  return `of ${all}, ${unmet.length} ${unmet.length === 1 ? "is" : "are"} not met: ${listSome(unmet)}`;
}

/** "a, b, c and 4 more". */
export function listSome(items: readonly string[], most = 5): string {
  if (items.length <= most) return items.join(", ");
  return `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
}

/** The status after open findings. */
export function limited(standing: Standing, limit: FindingLimit | undefined): Standing {
  if (limit === undefined || standing.status === "not-applicable") return standing;
  const status = worse(standing.status, limit.status);
  if (status === standing.status) return standing;
  return { status, because: [limit.because, ...standing.because] };
}
