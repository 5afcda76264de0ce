/** Compares a status copied into the ICS by hand with the one that the standard prints. */
import type { IcsRow } from "#dossier";
import { problem, type Problem } from "#problems";
import type { Provision } from "#standards";
import { citeIcsRow, citeTests, type AssessmentContext } from "./context.ts";

/** Letters and references of a status as people write it: "R C (17)", "M F(j)", "RC(16)(h)". */
export function parseStatus(text: string): {
  readonly letters: readonly string[];
  readonly refs: readonly string[];
} {
  const refs = [...text.matchAll(/\(([^)]+)\)/g)]
    .flatMap((match) => (match[1] ?? "").split(/[,\s]+/))
    .filter((one) => one !== "");
  const letters =
    text
      .replace(/\([^)]*\)/g, " ")
      .toUpperCase()
      .match(/[MRCF]/g) ?? [];
  return { letters, refs };
}

export function checkStatedStatus(
  context: AssessmentContext,
  provision: Provision,
  row: IcsRow,
): readonly Problem[] {
  if (row.statedStatus === undefined) return [];
  const { id, printedStatus } = provision;
  const stated = parseStatus(row.statedStatus);
  const unknown = stated.refs.filter((ref) => !context.provisions.refText.has(ref));
  const shared = {
    at: ["ics", id, "statedStatus"],
    subject: id,
    cites: [citeIcsRow(context, id), ...citeTests(context, "ICS-6")],
    fix: {
      title: `Set the status of ${id} to ${printedStatus}`,
      safe: true,
      edits: [{ op: "set" as const, path: ["ics", id, "statedStatus"], value: printedStatus }],
    },
  };
  if (unknown.length > 0) {
    return [
      problem("ics/status-not-in-standard", {
        ...shared,
        message: `${id} is given status ${row.statedStatus}, but ${context.provisions.edition.edition} has no ${unknown.map((ref) => `(${ref})`).join(" and ")}; it prints ${printedStatus}`,
      }),
    ];
  }
  const printed = {
    letters: [
      provision.obligation,
      ...(provision.conditional ? ["C"] : []),
      ...(provision.featured ? ["F"] : []),
    ],
    refs: provision.refs,
  };
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    [...a].sort().join(" ") === [...b].sort().join(" ");
  if (same(stated.letters, printed.letters) && same(stated.refs, printed.refs)) return [];
  return [
    problem("ics/status-differs", {
      ...shared,
      message: `${id} is given status ${row.statedStatus}, but the standard prints ${printedStatus}`,
    }),
  ];
}
