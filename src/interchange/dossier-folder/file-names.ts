/** Whether a file is named after what it holds. */
import { problem, type Problem } from "#problems";
import { ixitFileName, requirementsFileName } from "./layout.ts";

/** An IXIT file may have any name as long as it does not name another table than the one inside. */
export function ixitNameProblem(path: string, table: string, known: boolean): readonly Problem[] {
  const wanted = ixitFileName(table);
  const match = /^ixit\/0*(\d+)-([A-Za-z0-9]+)\.ya?ml$/.exec(path);
  if (match === null || `${match[1] ?? ""}-${match[2] ?? ""}` === table || !known) return [];
  return [disagreement(path, `table ${table}`, wanted)];
}

export function requirementsNameProblem(path: string, document: string): readonly Problem[] {
  const wanted = requirementsFileName(document);
  const looksLikeDocument = /^requirements\/(?:en|ts|tr)-\d/.test(path);
  if (!looksLikeDocument || path === wanted || path.replace(/(?:-\d)?\.ya?ml$/, ".yaml") === wanted) return [];
  return [disagreement(path, document, wanted)];
}

function disagreement(path: string, says: string, wanted: string): Problem {
  return problem("file/name-disagrees", {
    message: `${path} says inside that it holds ${says}`,
    at: ["line", path, 1, 1],
    remedy: `Rename the file to ${wanted}, or correct what it says inside.`,
  });
}
