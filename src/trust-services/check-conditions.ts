/** Answers to conditions: open, contradictory, without reason, or to conditions that do not exist. */
import { didYouMean } from "#base/near-miss";
import type { Applicability } from "#base/applicability";
import { problem, type Problem } from "#problems";
import { indexRequirements, type RequirementsEdition } from "#standards";
import type { Dossier, ReasonedAnswer } from "#dossier";
import { listSome } from "./effective-status.ts";
import { answersContradict } from "./requirement-applicability.ts";
import type { RequirementNode, RequirementSet } from "./requirement-set.ts";

export function checkConditions(
  dossier: Dossier,
  set: RequirementSet,
  applicability: ReadonlyMap<string, Applicability>,
): readonly Problem[] {
  return [
    ...set.editions.flatMap((edition) => checkAnswers(dossier, edition)),
    ...checkOpen(set, applicability, dossier),
    ...set.nodes.flatMap((node) => checkRowAnswer(dossier, node)),
  ];
}

/** The answer of scope.yaml to the condition of a requirement. */
export function scopeAnswerOf(dossier: Dossier, node: RequirementNode): ReasonedAnswer | undefined {
  const { condition } = node.requirement;
  return condition === null ? undefined : dossier.scope.answers?.[node.edition.document]?.[condition];
}

function checkAnswers(dossier: Dossier, edition: RequirementsEdition): readonly Problem[] {
  const { document } = edition;
  const { conditionText } = indexRequirements(edition);
  const answers = Object.entries(dossier.scope.answers?.[document] ?? {}).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return answers.flatMap(([id, answer]) => {
    const at = ["scope", "answers", document, id];
    const cites = [{ document, edition: edition.edition, clause: clauseOfCondition(edition, id) }];
    if (!conditionText.has(id)) {
      const meant = didYouMean(id, conditionText.keys());
      const free = meant !== undefined && dossier.scope.answers?.[document]?.[meant] === undefined;
      return [
        problem("requirement/condition-unknown", {
          message: `${document} ${edition.edition} has no condition ${id}`,
          at,
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
    const message = `condition ${id} (${conditionText.get(id) ?? ""}) is answered no without a reason`;
    return [problem("requirement/condition-without-reason", { message, at: [...at, "because"], cites })];
  });
}

function clauseOfCondition(edition: RequirementsEdition, condition: string): string {
  return edition.requirements.find((one) => one.condition === condition)?.id ?? edition.clauses[0]?.id ?? "1";
}

/** One problem per open condition, however many requirements wait for it. */
function checkOpen(
  set: RequirementSet,
  applicability: ReadonlyMap<string, Applicability>,
  dossier: Dossier,
): readonly Problem[] {
  const waiting = new Map<string, { readonly first: RequirementNode; readonly ids: string[] }>();
  for (const node of set.nodes) {
    const { condition } = node.requirement;
    if (condition === null || applicability.get(node.key)?.open.includes(condition) !== true) continue;
    if (answersContradict(scopeAnswerOf(dossier, node), rowAnswerOf(dossier, node))) continue;
    const name = `${node.edition.document} ${condition}`;
    const entry = waiting.get(name) ?? { first: node, ids: [] };
    entry.ids.push(node.requirement.id);
    waiting.set(name, entry);
  }
  return [...waiting.values()].map(({ first, ids }) => {
    const condition = first.requirement.condition ?? "";
    return problem("requirement/condition-unanswered", {
      message: `condition ${condition} (${first.conditionText ?? ""}) is not answered; ${ids.length} ${ids.length === 1 ? "requirement waits" : "requirements wait"} for it: ${listSome(ids)}`,
      at: ["scope", "answers", first.edition.document, condition],
      cites: [{ ...first.edition, clause: first.requirement.id }],
    });
  });
}

export function rowAnswerOf(dossier: Dossier, node: RequirementNode): ReasonedAnswer | undefined {
  return dossier.requirements[node.edition.document]?.[node.requirement.id]?.condition;
}

function checkRowAnswer(dossier: Dossier, node: RequirementNode): readonly Problem[] {
  const answer = rowAnswerOf(dossier, node);
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
  const scope = scopeAnswerOf(dossier, node);
  if (answersContradict(scope, answer)) {
    const message = `scope.yaml answers condition ${condition} with ${scope?.answer ?? ""}, the row of ${id} with ${answer.answer}`;
    return [problem("requirement/condition-contradiction", { ...where, message })];
  }
  const used = scope === undefined || scope.answer === "unknown";
  if (!used || answer.answer !== "no" || (answer.because?.trim() ?? "") !== "") return [];
  const message = `the row of ${id} answers condition ${condition} with no, without a reason`;
  return [problem("requirement/condition-without-reason", { ...where, at: [...at, "because"], message })];
}
