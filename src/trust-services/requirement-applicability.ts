/** Whether a requirement applies: claimed policies and answered conditions, in three-valued logic, with the reasons in words. */
import type { Applicability } from "#base/applicability";
import type { Kleene } from "#base/kleene";
import { closePolicies, type PolicyClosure } from "#standards";
import type { Header, ReasonedAnswer } from "#dossier";
import { rememberPer } from "./remember.ts";
import type { RequirementNode, RequirementSet } from "./requirement-set.ts";

/** What the dossier claims about policies, ready to be asked about single requirements. */
export interface PolicyStanding {
  /** False when the header names no policy at all: then policy-bound requirements are undetermined. */
  readonly anyClaimed: boolean;
  readonly closure: PolicyClosure;
}

/** The standing of a dossier's policies; kept as long as the header and the pinned editions are the same. */
export const policyStanding = rememberPer((header: Header, set: RequirementSet): PolicyStanding => {
  const claimed = header.policies ?? [];
  return { anyClaimed: claimed.length > 0, closure: closePolicies(claimed, set.editions) };
});

interface Part {
  readonly holds: Kleene;
  readonly because: string;
  readonly open: readonly string[];
}

/** Applicability of a requirement in force; `scopeAnswer` is the answer of scope.yaml, `rowAnswer` that of its row. */
export const requirementApplicability = rememberPer(
  (
    node: RequirementNode,
    standing: PolicyStanding,
    scopeAnswer: ReasonedAnswer | undefined,
    rowAnswer: ReasonedAnswer | undefined,
  ): Applicability => {
    const policies = policyPart(node, standing);
    const condition = conditionPart(node, scopeAnswer, rowAnswer);
    const parts = [policies, condition].filter((part) => part !== undefined);
    const no = parts.find((part) => part.holds === "no");
    if (no !== undefined) return { state: "does-not-apply", because: [no.because], open: [] };
    const open = parts.flatMap((part) => part.open);
    const because = parts.map((part) => part.because);
    if (open.length > 0) return { state: "undetermined", because, open };
    return because.length === 0 ? always : { state: "applies", because, open: [] };
  },
);

const always: Applicability = {
  state: "applies",
  because: ["it binds every provider under this document"],
  open: [],
};

/** True when both places answer the condition, and not alike. */
export function answersContradict(a: ReasonedAnswer | undefined, b: ReasonedAnswer | undefined): boolean {
  return a !== undefined && b !== undefined && decided(a) && decided(b) && a.answer !== b.answer;
}

function decided(answer: ReasonedAnswer): boolean {
  return answer.answer !== "unknown";
}

function policyPart(node: RequirementNode, { anyClaimed, closure }: PolicyStanding): Part | undefined {
  const bound = node.requirement.policies;
  if (bound === null) return undefined;
  const names = bound.join(", ");
  const hit = bound.filter((policy) => closure.policies.has(policy));
  if (hit.length > 0)
    return { holds: "yes", because: `it binds ${names}; ${describeClaim(hit, closure)}`, open: [] };
  if (!anyClaimed) {
    return {
      holds: "unknown",
      because: `it binds ${names}, and no policy is claimed yet`,
      open: ["policies"],
    };
  }
  const choice = closure.open.find((one) => one.oneOf.every((policy) => bound.includes(policy)));
  if (choice !== undefined) {
    const alternatives = choice.oneOf.join(" or ");
    return { holds: "yes", because: `it binds ${names}; ${choice.policy} brings ${alternatives}`, open: [] };
  }
  const open = closure.open.find((one) => one.oneOf.some((policy) => bound.includes(policy)));
  if (open !== undefined) {
    const alternatives = open.oneOf.join(" or ");
    return {
      holds: "unknown",
      because: `it binds ${names}, and ${open.policy} leaves open whether ${alternatives} is meant`,
      open: [open.policy],
    };
  }
  return {
    holds: "no",
    because: `it binds ${names}, which ${bound.length === 1 ? "is" : "are"} not claimed`,
    open: [],
  };
}

/** "NCP+ comes with the claimed QCP-n-qscd". */
function describeClaim(hit: readonly string[], closure: PolicyClosure): string {
  const policy = hit.find((one) => closure.byClaim.has(one)) ?? hit[0] ?? "";
  if (closure.byClaim.has(policy)) return `${policy} is claimed`;
  for (const [claim, brings] of closure.byClaim) {
    if (brings.has(policy)) return `${policy} comes with the claimed ${claim}`;
  }
  return `${policy} comes with the claimed policies`;
}

function conditionPart(
  node: RequirementNode,
  scopeAnswer: ReasonedAnswer | undefined,
  rowAnswer: ReasonedAnswer | undefined,
): Part | undefined {
  const { condition } = node.requirement;
  if (condition === null) return undefined;
  const words = `condition ${condition}${node.conditionText === undefined ? "" : ` (${node.conditionText})`}`;
  if (answersContradict(scopeAnswer, rowAnswer)) {
    return { holds: "unknown", because: `${words} is answered both yes and no`, open: [condition] };
  }
  const answer = scopeAnswer !== undefined && decided(scopeAnswer) ? scopeAnswer : rowAnswer;
  if (answer === undefined || !decided(answer)) {
    return { holds: "unknown", because: `${words} is not answered`, open: [condition] };
  }
  const reason = answer.because === undefined ? "" : `: ${answer.because.trim()}`;
  return answer.answer === "yes"
    ? { holds: "yes", because: `${words} holds`, open: [] }
    : { holds: "no", because: `${words} does not hold${reason}`, open: [] };
}
