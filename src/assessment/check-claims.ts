/** Looks for words in claims that say more than a dossier can show. */
import type { DossierPath } from "#base/path";
import type { Dossier } from "#dossier";
import { problem, type Problem } from "#problems";
import type { AssessmentContext } from "./context.ts";
import { valueText } from "./ixit-content.ts";
import { findOverclaim } from "./wording.ts";

type ClaimContext = Pick<AssessmentContext, "dossier" | "memo">;

/** Problems for overclaiming words in the texts of a dossier, whatever its kind. */
export function checkClaims(context: ClaimContext): readonly Problem[] {
  const { dossier, memo } = context;
  const { assessment } = dossier;
  /** Texts of every record of one kind; a kind in which nothing changed is not gone through at all. */
  const scan = <T>(
    kind: string,
    records: Readonly<Record<string, T>>,
    texts: TextsOf<T>,
  ): readonly Problem[] =>
    memo(`claims in ${kind}`, [records], () =>
      Object.entries(records).flatMap(([id, record]) =>
        memo(`claims ${kind} ${id}`, [record], () => texts(id, record).flatMap(overclaim)),
      ),
    );
  const { description } = dossier.header.subject;
  return [
    ...overclaim({ at: ["header", "subject", "description"], text: description, subject: "Scope" }),
    ...scan("ics", dossier.ics, (id, row) => [
      { at: ["ics", id, "detail"], text: row.detail, subject: id },
      { at: ["ics", id, "justification"], text: row.justification, subject: id },
    ]),
    ...Object.entries(dossier.requirements).flatMap(([document, rows]) =>
      scan(`requirements of ${document}`, rows, (id, row) => [
        {
          at: ["requirements", document, id, "detail"],
          text: row.detail,
          subject: `${document.replace(/^ETSI /, "")}/${id}`,
        },
      ]),
    ),
    ...scan("ixit", dossier.ixit, ixitTexts),
    ...scan("controls", dossier.controls, (id, control) => [
      { at: ["controls", id, "statement"], text: control.statement, subject: `Control ${id}` },
    ]),
    ...scan("evidence", dossier.evidence, (id, item) => [
      { at: ["evidence", id, "external", "claim"], text: item.external?.claim, subject: `Evidence ${id}` },
      { at: ["evidence", id, "notes"], text: item.notes, subject: `Evidence ${id}` },
    ]),
    ...scan("groups", assessment.groups, (id, group) => [
      { at: ["assessment", "groups", id, "reason"], text: group.reason, subject: id },
    ]),
    ...scan("cases", assessment.cases, (id, result) => [
      { at: ["assessment", "cases", id, "reason"], text: result.reason, subject: id.replace(/-\d+$/, "") },
    ]),
  ];
}

type TextsOf<T> = (id: string, record: T) => readonly Text[];

function ixitTexts(table: string, entries: Dossier["ixit"][string]): readonly Text[] {
  return Object.entries(entries).flatMap(([id, entry]) =>
    Object.entries(entry.fields).map(([field, value]) => ({
      at: ["ixit", table, id, field],
      text: valueText(value),
      subject: `IXIT ${table}`,
    })),
  );
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
