/** Names of the JSON Schemas that editors use, and the comment by which a file names its own. */
import { ixitFileName, type FileKind } from "./layout.ts";

/** Folder inside a dossier that `init` writes the schemas to; the reader leaves it alone. */
export const schemaFolder = ".plumbline/schemas";

const names: Readonly<Record<FileKind, string>> = {
  header: "plumbline",
  scope: "scope",
  ics: "ics",
  requirements: "requirements",
  ixit: "ixit",
  controls: "controls",
  evidence: "evidence",
  assessment: "assessment",
  findings: "findings",
  governance: "governance",
  notes: "notes",
};

/** `ics.schema.json`; for an IXIT table `ixit-01-AuthMech.schema.json`. */
export function schemaFileName(kind: FileKind, table?: string): string {
  if (kind === "ixit" && table !== undefined) {
    return `ixit-${ixitFileName(table).slice("ixit/".length, -".yaml".length)}.schema.json`;
  }
  return `${names[kind]}.schema.json`;
}

/** The first line of a file, which yaml-language-server understands (VS Code, Neovim, JetBrains, Helix and others). */
export function schemaComment(path: string, kind: FileKind, table?: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  return `# yaml-language-server: $schema=${up}${schemaFolder}/${schemaFileName(kind, table)}`;
}
