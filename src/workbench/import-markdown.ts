/** Act: turn assessments written as Markdown into a dossier, or into changes of one that exists. */
import { formatPath } from "#base/path";
import type { Result } from "#base/result";
import type { Dossier, Note } from "#dossier";
import {
  applyEdits,
  jsonSchemasFor,
  schemaFolder,
  writeDossierFolder,
  type FileEdit,
  type FolderFile,
} from "#interchange/dossier-folder";
import type {
  ImportChange,
  ImportFile,
  ImportOptions,
  ImportReading,
} from "#interchange/markdown-assessment";
import type { Edit, Problem } from "#problems";
import type { Catalogue } from "#standards";
import type { FileChange } from "./ports.ts";

export type { ImportChange, ImportReading };

export async function readImport(
  files: readonly ImportFile[],
  catalogue: Catalogue,
  options: ImportOptions,
): Promise<ImportReading> {
  const { readMarkdownAssessment } = await import("#interchange/markdown-assessment");
  return readMarkdownAssessment(files, catalogue, options);
}

/** The dossier with the hash of every attachment, however many items name it; `hashes` are by path in the dossier. */
export function withHashes(dossier: Dossier, hashes: ReadonlyMap<string, string>): Dossier {
  const evidence = Object.fromEntries(
    Object.entries(dossier.evidence).map(([id, item]) => {
      const sha256 = item.sha256 ?? hashes.get(item.file ?? "");
      return [id, sha256 === undefined ? item : { ...item, sha256 }];
    }),
  );
  return { ...dossier, evidence };
}

/** The files of a new dossier, schemas for editors included. */
export function filesOfImport(dossier: Dossier, catalogue: Catalogue): readonly FileChange[] {
  const schemas = Object.entries(jsonSchemasFor(catalogue, dossier.header)).map(([name, schema]) => ({
    path: `${schemaFolder}/${name}`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  return [...writeDossierFolder(dossier, catalogue), ...schemas];
}

/**
 * The paths of evidence files that belong to the accepted changes: of items that are new or whose hash is replaced.
 * All other evidence of an existing dossier stays as it is.
 */
export function attachmentsOfChanges(
  incoming: Dossier,
  accepted: readonly ImportChange[],
): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { kind, at } of accepted) {
    const [area, id, key] = at;
    if (kind === "kept" || area !== "evidence" || !(key === undefined || key === "sha256")) continue;
    const file = incoming.evidence[String(id)]?.file;
    if (file !== undefined) paths.add(file);
  }
  return paths;
}

export interface ImportComparison {
  readonly added: readonly ImportChange[];
  readonly changed: readonly ImportChange[];
  /** Only in the existing dossier; an import never removes it. */
  readonly kept: readonly ImportChange[];
}

export async function compareWithExisting(existing: Dossier, incoming: Dossier): Promise<ImportComparison> {
  const { compareImport } = await import("#interchange/markdown-assessment");
  const changes = compareImport(existing, incoming);
  const of = (kind: ImportChange["kind"]): readonly ImportChange[] =>
    changes.filter((one) => one.kind === kind);
  return { added: of("added"), changed: of("changed"), kept: of("kept") };
}

/**
 * The edits of the files for the accepted changes. What a change replaces is kept as a note, so that no answer is
 * lost; comments and order of the files stay.
 */
export function applyImport(
  existing: Dossier,
  files: readonly FolderFile[],
  accepted: readonly ImportChange[],
  catalogue: Catalogue,
): Result<readonly FileEdit[], readonly Problem[]> {
  const replaced = accepted.filter((one) => one.kind === "changed");
  const added = accepted.filter((one) => one.kind === "added");
  const newNotes = [
    ...added.filter((one) => one.at[0] === "notes").map((one) => one.after),
    ...replaced.map(noteOf),
  ];
  const records = accepted.filter((one) => one.kind !== "kept" && one.at[0] !== "notes");
  const edits: Edit[] = [
    ...records.map((one): Edit => ({ op: "set", path: one.at, value: one.after })),
    ...newNotes.map((note, index): Edit => ({
      op: "set",
      path: ["notes", existing.notes.length + index],
      value: note,
    })),
  ];
  return applyEdits(files, edits, catalogue);
}

function noteOf({ at, before }: ImportChange): Note {
  return {
    source: "this dossier, before an import",
    line: 1,
    about: formatPath(at),
    why: "An import replaced this value; it is kept here until somebody removes the note.",
    text: typeof before === "string" ? before : JSON.stringify(before, null, 2),
  };
}
