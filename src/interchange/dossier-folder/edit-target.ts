/** Finds the file and the place inside it that an edit of the dossier is about. */
import type { DossierPath } from "#base/path";
import type { TestSpecification } from "#standards";
import type { HeldFile } from "./folder-types.ts";
import { tableSpecOf } from "./ixit-shape.ts";
import {
  assessmentFileName,
  ixitFileName,
  requirementsFileName,
  stepsInFile,
  stretchOf,
  type FileKind,
} from "./layout.ts";
import { schemaComment } from "./schema-names.ts";
import { emitKey, emitScalar } from "./emit-yaml.ts";
import type { Step } from "./edit-text.ts";
import type { YamlNode } from "./yaml-tree.ts";

export interface EditTarget {
  readonly file: string;
  readonly steps: readonly Step[];
  /** The first lines of the file, should it not exist yet. */
  readonly opening: string;
}

const kinds: ReadonlySet<string> = new Set<FileKind>([
  "header",
  "scope",
  "ics",
  "requirements",
  "ixit",
  "controls",
  "evidence",
  "assessment",
  "findings",
  "governance",
  "notes",
]);

/** The place for a dossier path among the files that are there, or in the file it should go to. */
export function targetOf(
  path: DossierPath,
  held: readonly HeldFile[],
  specification: TestSpecification | undefined,
): EditTarget | undefined {
  if (path[0] === "file" && path.length > 2)
    return { file: String(path[1]), steps: path.slice(2), opening: "" };
  const kind = String(path[0]) as FileKind;
  if (!kinds.has(kind)) return undefined;
  let best:
    { readonly file: HeldFile; readonly steps: readonly Step[]; readonly reached: number } | undefined;
  for (const file of held) {
    const { at } = file.stretch;
    if (file.kind !== kind || path.length < at.length || at.some((step, index) => step !== path[index]))
      continue;
    const steps = stepsInFile(kind, file.stretch, path);
    const reached = reach(file.source.tree.root, steps);
    if (best === undefined || reached > best.reached) best = { file, steps, reached };
  }
  // Among several assessment files only one that already holds the record is its home.
  const atHome =
    kind !== "assessment" || (best !== undefined && best.reached >= Math.min(2, path.length - 1));
  if (best !== undefined && atHome) return { file: best.file.source.path, steps: best.steps, opening: "" };
  return freshTarget(kind, path, specification);
}

function freshTarget(
  kind: FileKind,
  path: DossierPath,
  specification: TestSpecification | undefined,
): EditTarget | undefined {
  const name = String(path[1] ?? "");
  const single = kind === "ixit" && tableSpecOf(name, specification)?.repeating === false;
  const stretch = stretchOf(kind, { name, single });
  if (path.length < stretch.at.length) return undefined;
  const file = freshFileName(kind, path);
  const key = kind === "ixit" ? "table" : kind === "requirements" ? "document" : undefined;
  const says = key === undefined ? "" : `${emitKey(key)}: ${emitScalar(name, 0)}\n`;
  const comment = schemaComment(file, kind, kind === "ixit" ? name : undefined);
  return { file, steps: stepsInFile(kind, stretch, path), opening: `${comment}\n${says}` };
}

function freshFileName(kind: FileKind, path: DossierPath): string {
  const name = String(path[1] ?? "");
  switch (kind) {
    case "header":
      return "plumbline.yaml";
    case "requirements":
      return requirementsFileName(name);
    case "ixit":
      return ixitFileName(name);
    case "assessment":
      return partFileName(name, path[2]);
    case "scope":
    case "ics":
    case "controls":
    case "evidence":
    case "findings":
    case "governance":
    case "notes":
      return `${kind}.yaml`;
  }
}

function partFileName(part: string, record: string | number | undefined): string {
  switch (part) {
    case "icsVerification":
      return "assessment/ics-verification.yaml";
    case "selections":
      return "assessment/selections.yaml";
    case "externalEvidence":
      return "assessment/external-evidence.yaml";
    case "overall":
      return "assessment/overall.yaml";
    default:
      return assessmentFileName(String(record ?? ""));
  }
}

function reach(root: YamlNode | undefined, steps: readonly Step[]): number {
  let node = root;
  let count = 0;
  for (const step of steps) {
    if (node?.kind === "map") node = node.pairs.find((pair) => pair.key === String(step))?.value;
    else if (node?.kind === "list") node = node.items[Number(step)];
    else return count;
    if (node === undefined) return count;
    count += 1;
  }
  return count;
}
