/** Cuts a file into parts that are about one IXIT table, one test group, or neither. */
import type { IxitTableSpec } from "#standards";
import type { KnownTests } from "./draft.ts";
import type { Piece } from "./pieces.ts";
import { groupInFileName, groupInHeading, ixitInFileName, ixitInHeading } from "./references.ts";

export type PartSubject =
  | { readonly kind: "ixit"; readonly table: IxitTableSpec }
  | { readonly kind: "group"; readonly groupId: string }
  | { readonly kind: "none" };

export interface FilePart {
  readonly of: PartSubject;
  readonly pieces: readonly Piece[];
}

export function splitParts(tests: KnownTests, path: string, pieces: readonly Piece[]): readonly FilePart[] {
  let open: { of: PartSubject; pieces: Piece[] } = { of: subjectOfFileName(tests, path), pieces: [] };
  const parts = [open];
  for (const piece of pieces) {
    const of =
      piece.kind === "heading" && piece.depth <= 2 ? subjectOfHeading(tests, piece.title) : undefined;
    if (of !== undefined && !sameSubject(of, open.of)) {
      open = { of, pieces: [] };
      parts.push(open);
    }
    open.pieces.push(piece);
  }
  return parts.filter((part) => part.pieces.length > 0);
}

function subjectOfFileName(tests: KnownTests, path: string): PartSubject {
  const groupId = groupInFileName(path);
  if (groupId !== undefined) return { kind: "group", groupId };
  const table = tableNamed(tests, ixitInFileName(path));
  return table === undefined ? { kind: "none" } : { kind: "ixit", table };
}

function subjectOfHeading(tests: KnownTests, title: string): PartSubject | undefined {
  const groupId = groupInHeading(title);
  if (groupId !== undefined) return { kind: "group", groupId };
  if (/^(?:ICS\b|implementation conformance statement)/iu.test(title)) return { kind: "none" };
  const named = ixitInHeading(title);
  if (named === undefined) return undefined;
  const table = tableNamed(tests, named);
  // Some table that is not known: what follows is at least not of the table before.
  return table === undefined ? { kind: "none" } : { kind: "ixit", table };
}

/** The table that number and name both mean; a number with the name of another table means neither. */
function tableNamed(
  tests: KnownTests,
  named: { readonly number: number; readonly name: string } | undefined,
): IxitTableSpec | undefined {
  if (named === undefined) return undefined;
  return tests.tables.find(
    (table) => table.number === named.number && table.abbreviation.toLowerCase() === named.name.toLowerCase(),
  );
}

function sameSubject(a: PartSubject, b: PartSubject): boolean {
  if (a.kind === "ixit") return b.kind === "ixit" && a.table.id === b.table.id;
  if (a.kind === "group") return b.kind === "group" && a.groupId === b.groupId;
  return b.kind === "none";
}
