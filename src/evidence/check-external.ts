/** Checks external evidence: announced by the supplier, declared, and decided on by the laboratory within its scope. */
import { didYouMean } from "#base/near-miss";
import type { DossierPath } from "#base/path";
import type { Dossier, EvidenceItem, ExternalDecision, IcsRow } from "#dossier";
import { problem, type Citation, type Problem } from "#problems";
import type { TestGroup } from "#standards";
import type { EvidenceCheckInput } from "./check-input.ts";
import { matchBoundary, subjectIdentity } from "./boundary-match.ts";
import {
  externalConditionIds,
  lackingInDecision,
  openConditions,
  unitKey,
  unitsInScope,
} from "./external-evidence.ts";
import { similarId } from "./record-lookup.ts";

export function checkExternalEvidence(input: EvidenceCheckInput): Problem[] {
  const cites = clauseCited(input);
  const { dossier } = input;
  return [
    ...Object.entries(dossier.ics).flatMap(([id, row]) => checkAnnouncement(id, row, input, cites)),
    ...Object.entries(dossier.evidence).flatMap(([id, item]) => checkScope(id, item, input, cites)),
    ...Object.entries(dossier.assessment.externalEvidence).flatMap(([id, decisions]) =>
      checkDecisions(id, decisions, input, cites),
    ),
  ];
}

function clauseCited({ standards }: EvidenceCheckInput): readonly Citation[] {
  const edition = standards.testSpecification?.edition;
  if (edition === undefined) return [];
  return [{ document: edition.document, edition: edition.edition, clause: edition.externalEvidence.clause }];
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** What an ICS row announces must be declared as external, named in the detail, within its scope, and decided on. */
function checkAnnouncement(
  provision: string,
  row: IcsRow,
  { dossier, standards }: EvidenceCheckInput,
  cites: readonly Citation[],
): Problem[] {
  const problems: Problem[] = [];
  row.externalEvidence?.forEach((id, index) => {
    const item = own(dossier.evidence, id);
    if (item === undefined) return;
    const parts = { at: ["ics", provision, "externalEvidence", index], subject: provision, cites };
    if (item.external === undefined) {
      const message = `ICS row ${provision} announces ${id} as external evidence, but the item has no external block`;
      problems.push(problem("evidence/external-undeclared", { ...parts, message }));
      return;
    }
    if (!isNamedIn(row.detail ?? "", id, item)) {
      const message = `ICS row ${provision} relies on external evidence ${id}, but its detail does not name it`;
      problems.push(
        problem("evidence/external-not-announced", { ...parts, message, at: ["ics", provision, "detail"] }),
      );
    }
    const group = standards.testSpecification?.groupByProvision.get(provision);
    if (group === undefined) return;
    if (unitsInScope(item, group).length === 0) {
      const message = `ICS row ${provision} announces ${id}, whose scope covers neither group ${group.id} nor a unit of it`;
      problems.push(problem("evidence/external-beyond-scope", { ...parts, message }));
    } else if (own(own(dossier.assessment.externalEvidence, id) ?? {}, group.id) === undefined) {
      const message = `External evidence ${id} is announced for ${provision}, but the laboratory has not decided on it for group ${group.id}`;
      problems.push(problem("evidence/external-undecided", { ...parts, message }));
    }
  });
  return problems;
}

/** The detail names an item by its id, its title, or the scheme's report id. */
function isNamedIn(detail: string, id: string, item: EvidenceItem): boolean {
  const text = detail.toLowerCase();
  return [id, item.title, item.external?.reportId].some(
    (name) => name !== undefined && name.trim() !== "" && text.includes(name.trim().toLowerCase()),
  );
}

/** Groups and units in `external.covers` must exist in the pinned test specification. */
function checkScope(
  id: string,
  item: EvidenceItem,
  { standards }: EvidenceCheckInput,
  cites: readonly Citation[],
): Problem[] {
  const specification = standards.testSpecification;
  if (item.external === undefined || specification === undefined) return [];
  const name = `${specification.edition.document} ${specification.edition.edition}`;
  const { groups, units } = item.external.covers;
  const check = (
    what: string,
    ids: readonly string[] | undefined,
    known: ReadonlyMap<string, unknown>,
    field: string,
  ) =>
    (ids ?? []).flatMap((given, index) => {
      if (known.has(field === "units" ? unitKey(given) : given)) return [];
      const at = ["evidence", id, "external", "covers", field, index];
      const message = `External evidence ${id} covers ${what} ${given}, which ${name} does not have`;
      return [
        problem("evidence/external-unknown", {
          message,
          at,
          subject: "Evidence",
          cites,
          ...meaning(at, similarId(given, known.keys())),
        }),
      ];
    });
  return [
    ...check("group", groups, specification.groupById, "groups"),
    ...check("unit", units, specification.unitByKey, "units"),
  ];
}

function meaning(at: DossierPath, suggestion: string | undefined): Partial<Pick<Problem, "remedy" | "fix">> {
  if (suggestion === undefined) return {};
  return {
    remedy: `Write ${suggestion} if that is what is meant.`,
    fix: { title: `Write ${suggestion}`, safe: false, edits: [{ op: "set", path: at, value: suggestion }] },
  };
}

function checkDecisions(
  id: string,
  decisions: Readonly<Record<string, ExternalDecision>>,
  input: EvidenceCheckInput,
  cites: readonly Citation[],
): Problem[] {
  const at = ["assessment", "externalEvidence", id];
  const item = own(input.dossier.evidence, id);
  if (item === undefined) {
    const near = didYouMean(id, Object.keys(input.dossier.evidence));
    const hint = near === undefined ? {} : { remedy: `Did you mean ${near}? Move the decision there.` };
    const message = `The laboratory decides on external evidence ${id}, which is not in evidence.yaml`;
    return [problem("evidence/external-unknown", { message, at, subject: "Evidence", cites, ...hint })];
  }
  if (item.external === undefined) {
    const message = `The laboratory decides on ${id} as external evidence, but the item has no external block`;
    return [problem("evidence/external-undeclared", { message, at, subject: "Evidence", cites })];
  }
  const specification = input.standards.testSpecification;
  return Object.entries(decisions).flatMap(([groupId, decision]) => {
    const group = specification?.groupById.get(groupId);
    if (specification !== undefined && group === undefined) {
      const message = `The decision on external evidence ${id} is for group ${groupId}, which ${specification.edition.document} ${specification.edition.edition} does not have`;
      return [
        problem("evidence/external-unknown", { message, at: [...at, groupId], subject: groupId, cites }),
      ];
    }
    return checkDecision(id, item, groupId, group, decision, input, cites);
  });
}

function checkDecision(
  id: string,
  item: EvidenceItem,
  groupId: string,
  group: TestGroup | undefined,
  decision: ExternalDecision,
  input: EvidenceCheckInput,
  cites: readonly Citation[],
): Problem[] {
  const problems: Problem[] = [];
  const at = ["assessment", "externalEvidence", id, groupId];
  const parts = { subject: groupId, cites };
  const lacking = lackingInDecision(decision);
  if (lacking.length > 0) {
    const message = `The decision "${decision.decision}" on external evidence ${id} for ${groupId} does not record ${lacking.join(", ")}`;
    problems.push(problem("evidence/external-decision-incomplete", { ...parts, at, message }));
  }
  if (decision.on !== undefined && decision.on > input.now) {
    const message = `The decision on external evidence ${id} for ${groupId} is dated ${decision.on}, which is after ${input.now}`;
    problems.push(problem("evidence/date-in-future", { ...parts, at: [...at, "on"], message }));
  }
  if (decision.decision === "rejected") return problems;
  problems.push(...checkConditions(id, groupId, decision, input, cites));
  const status = input.statuses.get(id);
  if (status !== undefined && !status.usable) {
    const message = `External evidence ${id} is accepted for ${groupId}, but does not count on ${input.now}: ${status.because}`;
    problems.push(problem("evidence/external-unusable", { ...parts, at, message }));
  }
  if (group !== undefined) {
    problems.push(...checkReach(id, item, group, decision, cites));
    problems.push(...checkAnnounced(id, item, group, input.dossier, cites));
  }
  const limits = (item.boundary?.limits ?? "").trim();
  const match = matchBoundary(item, subjectIdentity(input.dossier));
  if (decision.decision === "accepted" && match.fit === "part" && limits === "") {
    const message = `External evidence ${id} is accepted for all of ${groupId}, but ${match.because}, and records no limits`;
    const limitsAt = ["evidence", id, "boundary", "limits"];
    problems.push(problem("evidence/external-limits-missing", { ...parts, at: limitsAt, message }));
  }
  return problems;
}

function checkConditions(
  id: string,
  groupId: string,
  decision: ExternalDecision,
  { standards }: EvidenceCheckInput,
  cites: readonly Citation[],
): Problem[] {
  const ids =
    standards.testSpecification?.edition.externalEvidence.conditions.map((one) => one.id) ??
    externalConditionIds;
  const at = ["assessment", "externalEvidence", id, groupId, "conditions"];
  const problems: Problem[] = [];
  const open = openConditions(decision, ids);
  if (open.length > 0) {
    const message = `External evidence ${id} is accepted for ${groupId}, but ${open.join(", ")}`;
    problems.push(problem("evidence/external-condition-open", { message, at, subject: groupId, cites }));
  }
  for (const given of Object.keys(decision.conditions ?? {})) {
    if (ids.includes(given)) continue;
    const near = similarId(given, ids);
    const message = `The decision on external evidence ${id} for ${groupId} answers ${given}, which is none of ${ids.join(", ")}`;
    const place = [...at, given];
    const fix =
      near === undefined || Object.hasOwn(decision.conditions ?? {}, near)
        ? {}
        : {
            fix: {
              title: `Rename it to ${near}`,
              safe: false,
              edits: [{ op: "rename", path: place, to: near } as const],
            },
          };
    problems.push(
      problem("evidence/external-unknown", { message, at: place, subject: groupId, cites, ...fix }),
    );
  }
  return problems;
}

/** A decision reaches no further than the evaluation did. */
function checkReach(
  id: string,
  item: EvidenceItem,
  group: TestGroup,
  decision: ExternalDecision,
  cites: readonly Citation[],
): Problem[] {
  const at = ["assessment", "externalEvidence", id, group.id];
  const inScope = unitsInScope(item, group);
  if (decision.decision === "accepted" && (decision.units ?? []).length === 0) {
    const total = group.cases.reduce((sum, one) => sum + one.units.length, 0);
    if (inScope.length === total) return [];
    const reach = inScope.length === 0 ? "no unit of it" : `only ${inScope.join(", ")}`;
    const message = `External evidence ${id} is accepted for all of ${group.id}, but its scope covers ${reach}`;
    return [
      problem("evidence/external-beyond-scope", {
        message,
        at: [...at, "decision"],
        subject: group.id,
        cites,
      }),
    ];
  }
  return (decision.units ?? []).flatMap((given, index) => {
    if (inScope.includes(unitKey(given))) return [];
    const message = `External evidence ${id} is accepted for unit ${given}, which its scope does not cover in ${group.id}`;
    return [
      problem("evidence/external-beyond-scope", {
        message,
        at: [...at, "units", index],
        subject: group.id,
        cites,
      }),
    ];
  });
}

/** The supplier announces external evidence in the ICS; a laboratory cannot accept what was not claimed. */
function checkAnnounced(
  id: string,
  item: EvidenceItem,
  group: TestGroup,
  dossier: Dossier,
  cites: readonly Citation[],
): Problem[] {
  const row = own(dossier.ics, group.provision);
  if (row === undefined || row.externalEvidence?.includes(id) === true) return [];
  const message = `External evidence ${id} (${item.title}) is accepted for ${group.id}, but ICS row ${group.provision} does not announce it`;
  const at = ["ics", group.provision, "externalEvidence"];
  return [problem("evidence/external-not-announced", { message, at, subject: group.provision, cites })];
}
