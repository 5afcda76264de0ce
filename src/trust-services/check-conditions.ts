/** Answers to conditions: open, contradictory, without reason, or to conditions that do not exist. */
import { didYouMean } from "#base/near-miss";
import type { Applicability } from "#base/applicability";
import { problem, type Problem } from "#problems";
import { indexRequirements, type RequirementsEdition } from "#standards";
import type { Dossier, ReasonedAnswer } from "#dossier";
import { listSome } from "./effective-status.ts";
import { answersContradict } from "./requirement-applicability.ts";
import type { RequirementNode, RequirementSet } from "./requirement-set.ts";

type Answers = NonNullable<Dossier["scope"]["answers"]>;

export function checkConditions(
  applicability: ReadonlyMap<string, Applicability>,
  answers: Answers | undefined,
  set: RequirementSet,
): readonly Problem[] {
  return [
    ...set.editions.flatMap((edition) => checkAnswers(answers?.[edition.document] ?? {}, edition)),
    ...checkOpen(answers, set, applicability),
  ];
}

function checkAnswers(given: Answers[string], edition: RequirementsEdition): readonly Problem[] {
  const { document } = edition;
  const { conditionText } = indexRequirements(edition);
  const answers = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1));
  return answers.flatMap(([id, answer]) => {
    const at = ["scope", "answers", document, id];
    if (!conditionText.has(id)) {
      const meant = didYouMean(id, conditionText.keys());
      const free = meant !== undefined && given[meant] === undefined;
      return [
        problem("requirement/condition-unknown", {
          message: `${document} ${edition.edition} has no condition ${id}`,
          at,
          subject: "Conditions",
          ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}? Otherwise remove the answer.` }),
          ...(free
            ? {
                fix: {
                  title: `Rename ${id} to ${meant}`,
                  safe: false,
                  edits: [{ op: "rename", path: at, to: meant }],
                },
              }
            : {}),
        }),
      ];
    }
    if (answer.answer !== "no" || (answer.because?.trim() ?? "") !== "") return [];
    const message = `Condition ${id} (${conditionText.get(id) ?? ""}) is answered no without a reason`;
    return [
      problem("requirement/condition-without-reason", {
        message,
        at: [...at, "because"],
        subject: "Conditions",
        cites: [{ document, edition: edition.edition, clause: clauseOfCondition(edition, id) }],
      }),
    ];
  });
}

function clauseOfCondition(edition: RequirementsEdition, condition: string): string {
  return edition.requirements.find((one) => one.condition === condition)?.id ?? edition.clauses[0]?.id ?? "1";
}

/** One problem per open condition, however many requirements wait for it. */
function checkOpen(
  answers: Answers | undefined,
  set: RequirementSet,
  applicability: ReadonlyMap<string, Applicability>,
): readonly Problem[] {
  const waiting = new Map<string, { readonly first: RequirementNode; readonly ids: string[] }>();
  for (const node of set.nodes) {
    const { condition } = node.requirement;
    if (condition === null || applicability.get(node.key)?.open.includes(condition) !== true) continue;
    // Answered here and undetermined all the same: a row contradicts it, which its own problem says.
    if ((answers?.[node.edition.document]?.[condition]?.answer ?? "unknown") !== "unknown") continue;
    const name = `${node.edition.document} ${condition}`;
    const entry = waiting.get(name) ?? { first: node, ids: [] };
    entry.ids.push(node.requirement.id);
    waiting.set(name, entry);
  }
  return [...waiting.values()].map(({ first, ids }) => {
    const condition = first.requirement.condition ?? "";
    return problem("requirement/condition-unanswered", {
      subject: "Conditions",
      message: `Condition ${condition} (${first.conditionText ?? ""}) is not answered; ${ids.length} ${ids.length === 1 ? "requirement waits" : "requirements wait"} for it: ${listSome(ids)}`,
      at: ["scope", "answers", first.edition.document, condition],
      cites: [{ ...first.edition, clause: first.requirement.id }],
    });
  });
}

/** The answer that a row gives to the condition of its requirement, beside that of scope.yaml. */
export function checkRowAnswer(
  node: RequirementNode,
  answer: ReasonedAnswer | undefined,
  scope: ReasonedAnswer | undefined,
): readonly Problem[] {
  if (answer === undefined) return [];
  const at = [...node.at, "condition"];
  const { id, condition } = node.requirement;
  const where = { at, subject: node.key, cites: [{ ...node.edition, clause: id }] };
  if (condition === null) {
    return [
      problem("requirement/condition-unknown", {
        ...where,
        message: `${id} has no condition, so the answer in its row has no effect`,
        remedy: "Remove the answer from the row.",
        fix: { title: `Remove the answer from ${id}`, safe: false, edits: [{ op: "remove", path: at }] },
      }),
    ];
  }
  if (answersContradict(scope, answer)) {
    const message = `scope.yaml answers condition ${condition} with ${scope?.answer ?? ""}, the row of ${id} with ${answer.answer}`;
    return [problem("requirement/condition-contradiction", { ...where, message })];
  }
  const used = scope === undefined || scope.answer === "unknown";
  if (!used || answer.answer !== "no" || (answer.because?.trim() ?? "") !== "") return [];
  const message = `The row of ${id} answers condition ${condition} with no, without a reason`;
  return [problem("requirement/condition-without-reason", { ...where, at: [...at, "because"], message })];
}
