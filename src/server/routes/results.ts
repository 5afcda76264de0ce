/** What the engine says about a dossier: evaluation, problems, plan, verdicts, matrix, report. */
import type { Actor } from "#access";
import type { PlannedGroup, TestPlan } from "#assessment";
import type { RequirementAssessment } from "#trust-services";
import { writeMatrixCsv } from "#interchange/matrix-table";
import { evaluateStored, writeReport, type EvaluatedDossier } from "#workbench/stored";
import { isSameTag, taken } from "../answers.ts";
import type { Handlers } from "../bind.ts";
import { attachment } from "../file-reply.ts";
import { reportPolicy } from "../security-headers.ts";
import type { ServerContext } from "../server-context.ts";

type Ids = "readEvaluation" | "readProblems" | "readPlan" | "readVerdicts" | "readMatrix" | "readReport";

interface Asked {
  readonly identity: { readonly actor: Actor };
  readonly params: { readonly dossierId: string };
  readonly query: { readonly asOf?: string | undefined };
}

export function resultHandlers(context: ServerContext): Handlers<Ids> {
  const { ports } = context;
  const evaluate = async ({ identity, params, query }: Asked): Promise<EvaluatedDossier> =>
    taken(await evaluateStored(ports, identity.actor, { ...params, asOf: query.asOf }));
  return {
    readEvaluation: async (call) => {
      const evaluated = await evaluate(call);
      const { evaluation, summary } = evaluated;
      const headers = { etag: tagOf(evaluated) };
      if (isSameTag(call.request.headers["if-none-match"], headers.etag))
        return { none: true, status: 304, headers };
      const { editions, readiness, applicability, requirements, evidence } = evaluation;
      return {
        json: {
          ...frameOf(evaluated),
          editions: editions.map(({ document, edition, completeness }) => ({
            document,
            edition,
            completeness,
          })),
          summary,
          readiness,
          applicability: Object.fromEntries(applicability),
          requirements: requirements.map(requirementShape),
          evidence,
        },
        headers,
      };
    },
    readProblems: async (call) => {
      const evaluated = await evaluate(call);
      const { severity, code, subject } = call.query;
      const count = (wanted: string): number =>
        evaluated.problems.filter((one) => one.severity === wanted).length;
      const items = evaluated.problems.filter(
        (one) =>
          (severity === undefined || one.severity === severity) &&
          (code === undefined || one.code === code) &&
          (subject === undefined || one.subject === subject),
      );
      return {
        json: {
          ...frameOf(evaluated),
          counts: { blocker: count("blocker"), warning: count("warning"), note: count("note") },
          items,
        },
        headers: { etag: tagOf(evaluated) },
      };
    },
    readPlan: async (call) => {
      const evaluated = await evaluate(call);
      return {
        json: { ...frameOf(evaluated), plan: planShape(evaluated.evaluation.plan) },
        headers: { etag: tagOf(evaluated) },
      };
    },
    readVerdicts: async (call) => {
      const evaluated = await evaluate(call);
      return {
        json: { ...frameOf(evaluated), verdicts: evaluated.evaluation.verdicts },
        headers: { etag: tagOf(evaluated) },
      };
    },
    readMatrix: async (call) => {
      const evaluated = await evaluate(call);
      const { matrix, editions } = evaluated.evaluation;
      if (call.query.format === "csv") {
        return {
          content: writeMatrixCsv(matrix),
          ...attachment(`${evaluated.head.name} matrix`, "csv", "text/csv; charset=utf-8"),
        };
      }
      return { json: { ...frameOf(evaluated), editions, rows: matrix }, headers: { etag: tagOf(evaluated) } };
    },
    readReport: async ({ identity, params, query }) => {
      const { head, html } = taken(
        await writeReport(ports, identity.actor, { ...params, asOf: query.asOf, version: context.version }),
      );
      const mediaType = "text/html; charset=utf-8";
      if (query.download === "true")
        return { content: html, ...attachment(`${head.name} report`, "html", mediaType) };
      return { content: html, mediaType, headers: { "content-security-policy": reportPolicy } };
    },
  };
}

function frameOf({ head, asOf }: EvaluatedDossier) {
  return { dossierId: head.id, revision: head.revision, asOf };
}

/** Without the record of the catalogue, which has an endpoint of its own. */
function requirementShape(one: RequirementAssessment) {
  const {
    key,
    edition,
    requirement,
    applicability,
    status,
    stated,
    because,
    incorporates,
    unresolved,
    evidence,
    controls,
    findings,
  } = one;
  return {
    key,
    edition: { document: edition.document, edition: edition.edition },
    title: requirement.title,
    applicability,
    status,
    stated,
    because,
    incorporates,
    unresolved,
    evidence,
    controls,
    findings,
  };
}

/** Evidence files count too, and changing one raises the revision. */
function tagOf({ head, asOf }: EvaluatedDossier): string {
  return `"r${String(head.revision)}-${asOf}"`;
}

/** Ids and what a tester needs; the records of the catalogue are not repeated in full. */
function planShape({ specification, groups, questions, counts }: TestPlan) {
  return {
    specification:
      specification === undefined
        ? undefined
        : { document: specification.document, edition: specification.edition },
    groups: groups.map(groupShape),
    questions,
    counts,
  };
}

function groupShape({ id, provision, title, assessable, because, cases }: PlannedGroup) {
  return {
    id,
    provision,
    title,
    assessable,
    because,
    cases: cases.map(({ id: caseId, testCase, units }) => ({
      id: caseId,
      type: testCase.type,
      purpose: testCase.purpose,
      units: units.map(({ key, unit, kind, runs, tableMissing, inputs }) => ({
        key,
        label: unit.label,
        kind,
        action: unit.action,
        check: unit.check,
        forEach: unit.forEach,
        runs,
        tableMissing,
        inputs,
      })),
    })),
  };
}
