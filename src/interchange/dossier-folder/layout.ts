/** Which file of a dossier folder holds what: file names to kinds, and kinds to places in the dossier. */
import type { DossierPath } from "#base/path";
import {
  assessmentFileSchema,
  controlsFileSchema,
  evidenceFileSchema,
  findingsFileSchema,
  governanceSchema,
  headerSchema,
  icsFileSchema,
  ixitFileSchema,
  notesFileSchema,
  requirementsFileSchema,
  scopeSchema,
  shapeOf,
  type ObjectShape,
} from "#dossier";

export type FileKind =
  | "header"
  | "scope"
  | "ics"
  | "requirements"
  | "ixit"
  | "controls"
  | "evidence"
  | "assessment"
  | "findings"
  | "governance"
  | "notes";

const schemaOf = {
  header: headerSchema,
  scope: scopeSchema,
  ics: icsFileSchema,
  requirements: requirementsFileSchema,
  ixit: ixitFileSchema,
  controls: controlsFileSchema,
  evidence: evidenceFileSchema,
  assessment: assessmentFileSchema,
  findings: findingsFileSchema,
  governance: governanceSchema,
  notes: notesFileSchema,
} as const;

export function fileShape(kind: FileKind): ObjectShape {
  return shapeOf(schemaOf[kind]) as ObjectShape;
}

/** Files at the top of the folder, in reading order. */
export const topFiles: Readonly<Record<string, FileKind>> = {
  plumbline: "header",
  scope: "scope",
  ics: "ics",
  controls: "controls",
  evidence: "evidence",
  findings: "findings",
  governance: "governance",
  notes: "notes",
};

/** Folders whose YAML files are all of one kind. */
export const kindFolders: Readonly<Record<string, FileKind>> = {
  requirements: "requirements",
  ixit: "ixit",
  assessment: "assessment",
};

/** The kind of the file at this path of the folder; undefined for one that is no part of the layout. */
export function fileKindOf(path: string): FileKind | undefined {
  const match = /^(?:([^/]+)\/)?([^/]+)\.ya?ml$/.exec(path);
  if (match === null) return undefined;
  const [, folder, name = ""] = match;
  const table = folder === undefined ? topFiles : kindFolders;
  const key = folder ?? name;
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** True for files that a dossier folder may hold beside its own: evidence, texts, and what tools keep there. */
export function isLeftAlone(path: string): boolean {
  return path.startsWith("evidence/") || /(?:^|\/)\./.test(path) || !/\.ya?ml$/i.test(path);
}

/** A stretch of a dossier and where it stands: the dossier path `at` is the place `inside` the file. */
export interface Stretch {
  readonly at: DossierPath;
  readonly inside: readonly string[];
}

/** The stretch that a file of this kind holds; `table` or `document` as the file says it. */
export function stretchOf(
  kind: FileKind,
  says: { readonly name?: string; readonly single?: boolean },
): Stretch {
  const name = says.name ?? "";
  switch (kind) {
    case "ics":
      return { at: ["ics"], inside: ["rows"] };
    case "requirements":
      return { at: ["requirements", name], inside: ["rows"] };
    case "ixit":
      return says.single === true
        ? { at: ["ixit", name, name], inside: ["fields"] }
        : { at: ["ixit", name], inside: ["entries"] };
    case "controls":
      return { at: ["controls"], inside: ["controls"] };
    case "evidence":
      return { at: ["evidence"], inside: ["items"] };
    case "findings":
      return { at: ["findings"], inside: ["findings"] };
    case "notes":
      return { at: ["notes"], inside: ["notes"] };
    case "header":
    case "scope":
    case "governance":
    case "assessment":
      return { at: [kind], inside: [] };
  }
}

/**
 * The steps inside a file that lead to a dossier path of its stretch. In memory an IXIT entry has the parts `fields` and
 * `own`; in its file they are one map.
 */
export function stepsInFile(kind: FileKind, stretch: Stretch, path: DossierPath): DossierPath {
  const steps = path.slice(stretch.at.length);
  const part = stretch.inside[0] === "fields" ? 0 : 1;
  const inParts = kind === "ixit" && (steps[part] === "fields" || steps[part] === "own");
  return [...stretch.inside, ...(inParts ? steps.filter((_, index) => index !== part) : steps)];
}

/** `requirements/en-319-401.yaml` for ETSI EN 319 401. */
export function requirementsFileName(document: string): string {
  return `requirements/${slug(document.replace(/^ETSI /, "")) || "document"}.yaml`;
}

/** `ixit/01-AuthMech.yaml` for 1-AuthMech. */
export function ixitFileName(table: string): string {
  const match = /^(\d{1,4})-([A-Za-z0-9]+)$/.exec(table);
  if (match === null) return `ixit/${slug(table) || "table"}.yaml`;
  return `ixit/${(match[1] ?? "").padStart(2, "0")}-${match[2] ?? ""}.yaml`;
}

/** `assessment/5.1.yaml` for test group 5.1-1 and test case 5.1-1-2. */
export function assessmentFileName(groupOrCase: string): string {
  const clause = /^(\d+(?:\.\d+)?)-/.exec(groupOrCase)?.[1] ?? "other";
  return `assessment/${clause}.yaml`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80);
}
