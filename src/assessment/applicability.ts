/** Applicability of provisions (EN 303 645 Annex B): a provision applies when all its conditions and features hold. */
import { allOf } from "#base/kleene";
import type { Applicability } from "#base/applicability";
import type { Provision } from "#standards";
import type { ResolvedAnswer, ResolvedAnswers } from "./answers.ts";
import type { AssessmentContext } from "./context.ts";

const always: Applicability = {
  state: "applies",
  because: ["the status carries no condition and no feature"],
  open: [],
};

export function provisionApplicability(provision: Provision, answers: ResolvedAnswers): Applicability {
  if (provision.refs.length === 0) return always;
  const resolved = provision.refs.map((ref) => answers.get(ref));
  const result = allOf(resolved.map((one) => one?.effective ?? "unknown"));
  switch (result) {
    case "yes":
      return { state: "applies", because: resolved.map(reason), open: [] };
    case "no":
      return {
        state: "does-not-apply",
        because: resolved.filter((one) => one?.effective === "no").map(reason),
        open: [],
      };
    case "unknown":
      return {
        state: "undetermined",
        because: resolved.filter((one) => (one?.effective ?? "unknown") === "unknown").map(reason),
        open: provision.refs.filter((ref) => (answers.get(ref)?.effective ?? "unknown") === "unknown"),
      };
  }
}

function reason(answer: ResolvedAnswer | undefined): string {
  if (answer === undefined) return "an unknown condition";
  const name = `${/^\d/.test(answer.ref) ? "condition" : "feature"} (${answer.ref})`;
  if (answer.effective === "unknown") return `${name} is not answered: ${answer.text}`;
  const verb = answer.effective === "yes" ? "holds" : "does not hold";
  const by = answer.stated !== undefined && answer.stated.answer !== "unknown" ? "" : byContent(answer);
  return `${name} ${verb}${by}: ${answer.text}`;
}

function byContent(answer: ResolvedAnswer): string {
  return answer.content === undefined ? "" : ` by IXIT ${answer.content.table}, ${answer.content.entry}`;
}

/** Applicability of every provision of the edition. */
export function allApplicability(
  context: AssessmentContext,
  answers: ResolvedAnswers,
): ReadonlyMap<string, Applicability> {
  return context.memo("applicability", [answers, context.provisions], () => {
    const result = new Map<string, Applicability>();
    for (const provision of context.provisions.edition.provisions) {
      const inputs = provision.refs.map((ref) => answers.get(ref));
      result.set(
        provision.id,
        context.memo(`applicability ${provision.id}`, inputs, () =>
          provisionApplicability(provision, answers),
        ),
      );
    }
    return result;
  });
}
