/** Looks for words in claims that say more than a dossier can show. */
import type { DossierPath } from "#base/path";
import { problem, type Problem } from "#problems";
import type { AssessmentContext } from "./context.ts";
import { valueText } from "./ixit-content.ts";
import { findOverclaim } from "./wording.ts";

type ClaimContext = Pick<AssessmentContext, "dossier" | "memo">;

/** Problems for overclaiming words in the texts of a dossier, whatever its kind. */
export function checkClaims(context: ClaimContext): readonly Problem[] {
  const { dossier, memo } = context;
  const problems: Problem[] = [];
  const scan = (key: string, record: unknown, texts: () => readonly Text[]): void => {
    problems.push(...memo(`claims ${key}`, [record], () => texts().flatMap(overclaim)));
  };
  scan("header", dossier.header, () => [
    { at: ["header", "subject", "description"], text: dossier.header.subject.description, subject: "Scope" },
  ]);
  for (const [id, row] of Object.entries(dossier.ics)) {
    scan(`ics ${id}`, row, () => [
      { at: ["ics", id, "detail"], text: row.detail, subject: id },
      { at: ["ics", id, "justification"], text: row.justification, subject: id },
    ]);
  }
  for (const [document, rows] of Object.entries(dossier.requirements)) {
    for (const [id, row] of Object.entries(rows)) {
      scan(`requirement ${document} ${id}`, row, () => [
        {
          at: ["requirements", document, id, "detail"],
          text: row.detail,
          subject: `${document.replace(/^ETSI /, "")}/${id}`,
        },
      ]);
    }
  }
  for (const [table, entries] of Object.entries(dossier.ixit)) {
    scan(`ixit ${table}`, entries, () =>
      Object.entries(entries).flatMap(([id, entry]) =>
        Object.entries(entry.fields).map(([field, value]) => ({
          at: ["ixit", table, id, field],
          text: valueText(value),
          subject: `IXIT ${table}`,
        })),
      ),
    );
  }
  for (const [id, control] of Object.entries(dossier.controls)) {
    scan(`control ${id}`, control, () => [
      { at: ["controls", id, "statement"], text: control.statement, subject: `Control ${id}` },
    ]);
  }
  for (const [id, item] of Object.entries(dossier.evidence)) {
    scan(`evidence ${id}`, item, () => [
      { at: ["evidence", id, "external", "claim"], text: item.external?.claim, subject: `Evidence ${id}` },
      { at: ["evidence", id, "notes"], text: item.notes, subject: `Evidence ${id}` },
    ]);
  }
  for (const [id, group] of Object.entries(dossier.assessment.groups)) {
    scan(`group ${id}`, group, () => [
      { at: ["assessment", "groups", id, "reason"], text: group.reason, subject: id },
    ]);
  }
  for (const [id, result] of Object.entries(dossier.assessment.cases)) {
    scan(`case ${id}`, result, () => [
      { at: ["assessment", "cases", id, "reason"], text: result.reason, subject: id.replace(/-\d+$/, "") },
    ]);
  }
  return problems;
}

interface Text {
  readonly at: DossierPath;
  readonly text: string | undefined;
  readonly subject: string;
}

function overclaim(one: Text): readonly Problem[] {
  const word = one.text === undefined ? undefined : findOverclaim(one.text);
  if (word === undefined) return [];
  return [
    problem("claims/overclaiming", {
      message: `"${word}" claims more than this dossier can show`,
      at: one.at,
      near: word,
      subject: one.subject,
    }),
  ];
}
