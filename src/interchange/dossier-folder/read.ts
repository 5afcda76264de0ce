/** Reads the files of a dossier folder into a dossier, with every problem of every file and the place of every value. */
import { didYouMean } from "#base/near-miss";
import type { DossierPath } from "#base/path";
import type { Dossier } from "#dossier";
import { problem, type Fix, type Problem } from "#problems";
import type { Catalogue, EditionRef, TestSpecification } from "#standards";
import { assembleDossier } from "./assemble-dossier.ts";
import {
  fileKindOf,
  fileShape,
  isLeftAlone,
  kindFolders,
  stretchOf,
  topFiles,
  type FileKind,
} from "./layout.ts";
import { ixitFileShape, tableSpecOf, testSpecificationOf } from "./ixit-shape.ts";
import { ixitNameProblem, requirementsNameProblem } from "./file-names.ts";
import { locator } from "./locate.ts";
import type { FolderFile, FolderReading, HeldFile } from "./folder-types.ts";
import { atOffset, readObject, type ReadingContext } from "./read-value.ts";
import { parseSourceFile, type SourceFile } from "./source-file.ts";
import { isNothing, type YamlNode } from "./yaml-tree.ts";

/**
 * The dossier in these files. Nothing is thrown for bad input: what cannot be read is a problem, the rest is read.
 * `unread` names files that exist but that the store could not read and has already reported.
 */
export function readDossierFolder(
  files: readonly FolderFile[],
  catalogue: Catalogue,
  unread: readonly string[] = [],
): FolderReading {
  const problems: Problem[] = [];
  const unreadable: string[] = [...unread];
  const parsed: ParsedFile[] = [];
  const inner = innerDossiers(files, unread);
  for (const file of inReadingOrder(files)) {
    const kind = fileKindOf(file.path);
    if (kind === undefined) {
      const elsewhere = inner.some((folder) => file.path.startsWith(`${folder}/`));
      if (!isLeftAlone(file.path) && !elsewhere) problems.push(unknownFile(file.path));
      continue;
    }
    const source = parseSourceFile(file.path, file.text);
    if (reportFaults(source, problems)) unreadable.push(file.path);
    else parsed.push({ kind, source });
  }
  if (!hasHeader(files, unread)) problems.push(noDossier(inner));
  const later = laterFormat(parsed);
  // A later format may mean things that would be read wrongly here: its values are not judged at all.
  const { held } = holdFiles(parsed, catalogue, later === undefined ? problems : [later]);
  const dossier = later === undefined ? assembleDossier(held, problems) : undefined;
  if (later !== undefined) problems.push(later);
  return {
    dossier,
    problems,
    unreadable: unreadable.length > 0 || dossier === undefined,
    unreadableFiles: unreadable,
    locate: locator(held, files),
  };
}

function hasHeader(files: readonly FolderFile[], unread: readonly string[]): boolean {
  return [...files.map((file) => file.path), ...unread].some((path) => fileKindOf(path) === "header");
}

/** In a folder that is none itself, the folders inside that are: whoever names it means one of them. */
function innerDossiers(files: readonly FolderFile[], unread: readonly string[]): readonly string[] {
  if (hasHeader(files, unread)) return [];
  return files.flatMap((file) => /^([^/]+)\/plumbline\.ya?ml$/.exec(file.path)?.[1] ?? []);
}

function noDossier(inner: readonly string[]): Problem {
  const at = ["header"];
  if (inner.length === 0)
    return problem("file/no-dossier", { message: "the folder holds no plumbline.yaml", at });
  const names = inner.slice(0, 5).join(", ") + (inner.length > 5 ? " …" : "");
  const message = `the folder holds no plumbline.yaml, but ${names} inside it ${inner.length === 1 ? "does" : "do"}`;
  return problem("file/no-dossier", {
    message,
    at,
    remedy: `Name the dossier itself, for example ${inner[0] ?? ""}.`,
  });
}

interface ParsedFile {
  readonly kind: FileKind;
  readonly source: SourceFile;
}

interface HeldFiles {
  readonly held: readonly HeldFile[];
  readonly specification: TestSpecification | undefined;
  readonly standards: Dossier["header"]["standards"];
}

/** The files alone, without their problems: what edits need to find their way. */
export function readHeldFiles(
  files: readonly FolderFile[],
  catalogue: Catalogue,
  specification?: TestSpecification,
): HeldFiles {
  const parsed = inReadingOrder(files).flatMap((file) => {
    const kind = fileKindOf(file.path);
    return kind === undefined ? [] : [{ kind, source: parseSourceFile(file.path, file.text) }];
  });
  return holdFiles(parsed, catalogue, [], specification);
}

/** Reads the values of all files, the header first, because the pinned editions decide the shape of the IXIT. */
function holdFiles(
  parsed: readonly ParsedFile[],
  catalogue: Catalogue,
  problems: Problem[],
  known?: TestSpecification,
): HeldFiles {
  const first = parsed.find((one) => one.kind === "header");
  const header = first === undefined ? undefined : readFile("header", first.source, undefined, problems);
  const standards = (header?.value as Dossier["header"] | undefined)?.standards ?? [];
  const specification = known ?? testSpecificationOf(standards, catalogue);
  const held = parsed.map((one) =>
    one === first && header !== undefined ? header : readFile(one.kind, one.source, specification, problems),
  );
  return { held, specification, standards };
}

/** The editions that the header pins, read quickly and leniently, so that only their standards need loading. */
export function pinnedEditions(files: readonly FolderFile[]): readonly EditionRef[] {
  const header = files.find((file) => fileKindOf(file.path) === "header");
  const root = header === undefined ? undefined : parseSourceFile(header.path, header.text).tree.root;
  const standards =
    root?.kind === "map" ? root.pairs.find((pair) => pair.key === "standards")?.value : undefined;
  if (standards?.kind !== "list") return [];
  return standards.items.flatMap((item) => {
    const document = textOf(item, "document");
    const edition = textOf(item, "edition");
    return document === undefined || edition === undefined ? [] : [{ document, edition }];
  });
}

/** By kind in the order of the layout, then by name, so that "the first one counts" means the same everywhere. */
function inReadingOrder(files: readonly FolderFile[]): readonly FolderFile[] {
  const rank = (path: string): number => (fileKindOf(path) === "header" ? 0 : 1);
  return [...files].sort(
    (a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

/** A header with one of these missing or wrong has its problem; what the dossier says is still worth checking. */
const headerStandIns: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["plumbline", 1],
  ["id", "dossier"],
  ["objective", "self-assessment"],
  ["parties.assessment", "first-party"],
]);

/** The version of the dossier format, where it is one that this Plumbline does not read. */
function laterFormat(parsed: readonly ParsedFile[]): Problem | undefined {
  const header = parsed.find((one) => one.kind === "header");
  const version = textOf(header?.source.tree.root, "plumbline");
  if (header === undefined || version === undefined || version === "1" || !/^[0-9.]+$/.test(version))
    return undefined;
  const message = `${header.source.path} is in dossier format ${version}; this Plumbline reads format 1`;
  return problem("file/format-version", { message, at: ["file", header.source.path, "plumbline"] });
}

function readFile(
  kind: FileKind,
  source: SourceFile,
  specification: TestSpecification | undefined,
  problems: Problem[],
): HeldFile {
  const root = source.tree.root;
  const name =
    kind === "ixit" ? textOf(root, "table") : kind === "requirements" ? textOf(root, "document") : undefined;
  const spec = kind === "ixit" && name !== undefined ? tableSpecOf(name, specification) : undefined;
  const shape = kind === "ixit" ? ixitFileShape(spec) : fileShape(kind);
  const single = spec === undefined ? hasKey(root, "fields") : !spec.repeating;
  const stretch = stretchOf(kind, { ...(name === undefined ? {} : { name }), single });
  const found: Problem[] = [];
  const place: ReadingContext = { file: source, problems: found, path: ["file", source.path] };
  const context = kind === "header" ? { ...place, standIns: headerStandIns } : place;
  let value: object | undefined;
  if (root === undefined || isNothing(root)) value = undefined;
  else if (root.kind === "map") value = readObject(root, shape, context);
  else {
    const message = `${source.path} must be a map of keys and values, not ${root.kind === "list" ? "a list" : "a single text"}`;
    found.push(problem("file/wrong-type", { message, at: atOffset(source, root.start) }));
  }
  if (kind === "ixit" && name !== undefined && spec === undefined && specification !== undefined) {
    found.push(unknownTable(source.path, name, specification));
  }
  if (name !== undefined && kind === "ixit")
    found.push(...ixitNameProblem(source.path, name, spec !== undefined));
  if (name !== undefined && kind === "requirements")
    found.push(...requirementsNameProblem(source.path, name));
  problems.push(...found.map((one) => intoDossier(one, source.path, stretch)));
  return { kind, source, stretch, shape, name, value };
}

/** Paths inside the file become dossier paths where the file's stretch holds them. */
function intoDossier(one: Problem, file: string, stretch: HeldFile["stretch"]): Problem {
  const move = (path: DossierPath): DossierPath => {
    if (path[0] !== "file" || path[1] !== file) return path;
    const inside = path.slice(2);
    const within = stretch.inside.every((step, index) => inside[index] === step);
    return within && inside.length >= stretch.inside.length
      ? [...stretch.at, ...inside.slice(stretch.inside.length)]
      : path;
  };
  if (one.fix === undefined) return { ...one, at: move(one.at) };
  const edits = one.fix.edits.map((edit) => ({ ...edit, path: move(edit.path) }));
  return { ...one, at: move(one.at), fix: { ...one.fix, edits } };
}

function reportFaults(source: SourceFile, problems: Problem[]): boolean {
  for (const fault of source.tree.faults) {
    problems.push(
      problem(fault.kind === "syntax" ? "file/yaml-syntax" : "file/yaml-feature", {
        message: fault.message,
        at: atOffset(source, fault.offset),
        remedy: fault.remedy,
      }),
    );
  }
  return source.tree.faults.some((fault) => fault.kind === "syntax");
}

function unknownFile(path: string): Problem {
  const known = [...Object.keys(topFiles).map((name) => `${name}.yaml`)];
  const folder = /^([^/]+)\//.exec(path)?.[1];
  const likely =
    folder === undefined
      ? didYouMean(path, known)
      : didYouMean(folder, Object.keys(kindFolders))?.concat(path.slice(folder.length));
  const question = likely === undefined || likely === path ? "" : `; did you mean ${likely}?`;
  return problem("file/unknown-file", {
    message: `${path} is no part of a dossier and is not read${question}`,
    at: ["line", path, 1, 1],
  });
}

function unknownTable(path: string, name: string, specification: TestSpecification): Problem {
  const likely = didYouMean(
    name,
    specification.ixit.map((one) => one.id),
  );
  const at = ["file", path, "table"];
  const message = `${name} is no IXIT table of ${specification.document} ${specification.edition}`;
  if (likely === undefined)
    return problem("file/invalid-value", { message, at, remedy: "Name a table such as 1-AuthMech." });
  const fix: Fix = {
    title: `Change it to ${likely}`,
    safe: false,
    edits: [{ op: "set", path: at, value: likely }],
  };
  return problem("file/invalid-value", {
    message: `${message}; did you mean ${likely}?`,
    at,
    remedy: `Write ${likely}.`,
    fix,
  });
}

function textOf(root: YamlNode | undefined, key: string): string | undefined {
  if (root?.kind !== "map") return undefined;
  const value = root.pairs.find((pair) => pair.key === key)?.value;
  return value?.kind === "text" && !isNothing(value) ? value.text : undefined;
}

function hasKey(root: YamlNode | undefined, key: string): boolean {
  return root?.kind === "map" && root.pairs.some((pair) => pair.key === key);
}
