/** Applies computed edits to the files of a dossier folder; comments, order and all other lines stay as they are. */
import { canonicalJson } from "#base/fingerprint";
import { formatPath } from "#base/path";
import { fail, ok, type Result } from "#base/result";
import type { Dossier, IxitEntry, Shape } from "#dossier";
import { problem, type Edit, type Problem } from "#problems";
import { findEdition, type Catalogue, type TestSpecification } from "#standards";
import { removeInText, renameInText, setInText, type Step } from "./edit-text.ts";
import { targetOf, type EditTarget } from "./edit-target.ts";
import type { FolderFile, HeldFile } from "./folder-types.ts";
import { tableSpecOf } from "./ixit-shape.ts";
import { readHeldFiles } from "./read.ts";
import { parseSourceFile } from "./source-file.ts";
import { joinEntry } from "./write.ts";
import { emptyRecord, toPlain, type YamlNode } from "./yaml-tree.ts";

export interface FileEdit {
  readonly path: string;
  /** Undefined for a file that is new. */
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * The files that the edits change, with their text before and after. All edits are applied or none: what cannot be
 * applied is said for every edit at once.
 */
export function applyEdits(
  files: readonly FolderFile[],
  edits: readonly Edit[],
  catalogue: Catalogue,
): Result<readonly FileEdit[], readonly Problem[]> {
  const work: Work = { ...readHeldFiles(files, catalogue), catalogue, texts: new Map() };
  for (const file of files) work.texts.set(file.path, textOf(file.text));
  const problems: Problem[] = [];
  for (const edit of edits) {
    const fault = applyOne(edit, work);
    if (fault === undefined) continue;
    const message = `the change of ${formatPath(edit.path)} cannot be made: ${fault}`;
    problems.push(problem("file/edit-impossible", { message, at: edit.path }));
  }
  if (problems.length > 0) return fail(problems);
  const before = new Map(files.map((file) => [file.path, file.text]));
  const changed: FileEdit[] = [];
  for (const [path, text] of work.texts) {
    const old = before.get(path);
    const after = text.mark + (text.windows ? text.body.replaceAll("\n", "\r\n") : text.body);
    if (old !== after) changed.push({ path, before: old, after });
  }
  return ok(changed);
}

interface Work {
  held: readonly HeldFile[];
  readonly specification: TestSpecification | undefined;
  readonly standards: Dossier["header"]["standards"];
  readonly catalogue: Catalogue;
  readonly texts: Map<string, EditedText>;
}

interface EditedText {
  readonly body: string;
  readonly mark: string;
  readonly windows: boolean;
}

function textOf(text: string): EditedText {
  const mark = text.charCodeAt(0) === 0xfeff ? text.slice(0, 1) : "";
  const windows = /^[^\n]*\r\n/.test(text);
  return { body: text.slice(mark.length).replaceAll("\r\n", "\n"), mark, windows };
}

/** Applies one edit; answers why not, or undefined when it is done. */
function applyOne(edit: Edit, work: Work): string | undefined {
  const target = targetOf(edit.path, work.held, work.specification);
  if (target === undefined) return "no file of a dossier holds that place";
  const text = work.texts.get(target.file) ?? { body: target.opening, mark: "", windows: false };
  const source = parseSourceFile(target.file, text.body);
  if (source.tree.faults.some((fault) => fault.kind === "syntax"))
    return `${target.file} is not well-formed YAML`;
  const after =
    edit.op === "set"
      ? setValue(text.body, target, valueFor(edit.path, edit.value, work), work)
      : edit.op === "remove"
        ? removeInText(text.body, source.tree.root, target.steps)
        : renameInText(text.body, source.tree.root, target.steps, edit.to);
  if (after === undefined) {
    return edit.op === "rename"
      ? `there is no such key, or ${edit.to} exists already`
      : "the file does not have that form";
  }
  if (!meansTheSame(after, expected(source.tree.root, edit, target, work), target.file)) {
    return `${target.file} is written in a way that cannot be changed safely; change it by hand`;
  }
  work.texts.set(target.file, { ...text, body: after });
  work.held = refreshed(work, target.file);
  return undefined;
}

/** Sets a value; a map that replaces a map changes only the keys that differ, so that comments inside survive. */
function setValue(text: string, target: EditTarget, value: unknown, work: Work): string | undefined {
  let current: string | undefined = text;
  const root = parseSourceFile(target.file, text).tree.root;
  const old = root === undefined ? undefined : nodeAt(root, target.steps);
  if (old !== undefined && sameData(toPlain(old), value)) return text;
  if (old?.kind === "map" && !old.flow && isMap(value) && Object.keys(value).length > 0) {
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined || current === undefined) continue;
      current = setValue(current, { ...target, steps: [...target.steps, key] }, member, work);
    }
    for (const pair of old.pairs) {
      if (value[pair.key] !== undefined || current === undefined) continue;
      current = removeInText(current, parseSourceFile(target.file, current).tree.root, [
        ...target.steps,
        pair.key,
      ]);
    }
    return current;
  }
  return setInText(text, root, target.steps, value, (inside) => orderAt(target, inside, work));
}

/** The value as the file holds it: IXIT entries as one map, objects in the order of their schema. */
function valueFor(path: Edit["path"], value: unknown, work: Work): unknown {
  if (path[0] !== "ixit" || path.length !== 3 || !isMap(value) || !isMap(value["fields"]))
    return withoutUndefined(value);
  const own = isMap(value["own"]) ? value["own"] : {};
  const entry = { fields: value["fields"], own } as unknown as IxitEntry;
  return withoutUndefined(joinEntry(entry, tableSpecOf(String(path[1]), work.specification)));
}

/** Where a new key belongs among those of its map, as far as a schema or a standard says. */
function orderAt(target: EditTarget, inside: readonly Step[], work: Work): readonly string[] {
  const held = work.held.find((file) => file.source.path === target.file);
  if (held === undefined) return [];
  let shape: Shape | undefined = held.shape;
  for (const step of inside) {
    if (shape.type === "object") shape = shape.keys.get(String(step))?.shape ?? shape.otherKeys;
    else if (shape.type === "record") shape = shape.value;
    else if (shape.type === "list") shape = shape.item;
    else shape = undefined;
    if (shape === undefined) return [];
  }
  if (shape.type === "object") return [...shape.keys.keys()];
  return inside[0] === "rows" && inside.length === 1 ? rowOrder(held, work) : [];
}

/** The order in which the pinned edition lists its provisions or requirements. */
function rowOrder(held: HeldFile, work: Work): readonly string[] {
  for (const ref of work.standards) {
    const edition = findEdition(work.catalogue, ref);
    if (held.kind === "ics" && edition?.kind === "provisions") return edition.provisions.map((one) => one.id);
    if (held.kind === "requirements" && edition?.kind === "requirements" && edition.document === held.name) {
      return edition.requirements.map((one) => one.id);
    }
  }
  return [];
}

/** Reads the changed file again among the others; a broken one would have been refused before. */
function refreshed(work: Work, file: string): readonly HeldFile[] {
  const body = work.texts.get(file)?.body ?? "";
  const again = readHeldFiles([{ path: file, text: body }], work.catalogue, work.specification).held;
  return [...work.held.filter((one) => one.source.path !== file), ...again];
}

/** What the file must mean after the edit, computed on plain data. */
function expected(root: YamlNode | undefined, edit: Edit, target: EditTarget, work: Work): unknown {
  const data = root === undefined ? emptyRecord<unknown>() : toPlain(root);
  if (edit.op === "rename") return renamed(data, target.steps, edit.to);
  return changed(data, target.steps, edit.op === "set" ? valueFor(edit.path, edit.value, work) : undefined);
}

function changed(data: unknown, steps: readonly Step[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(data) || (typeof step === "number" && !isMap(data))) {
    const list = Array.isArray(data) ? [...(data as unknown[])] : [];
    if (value === undefined && rest.length === 0) list.splice(Number(step), 1);
    else list[Number(step)] = changed(list[Number(step)], rest, value);
    return list;
  }
  const map = isMap(data) ? data : {};
  if (value === undefined && !Object.hasOwn(map, String(step))) return data;
  return { ...map, [step]: changed(map[String(step)], rest, value) };
}

function renamed(data: unknown, steps: readonly Step[], to: string): unknown {
  const last = steps[steps.length - 1];
  const parent = steps.slice(0, -1);
  const old = valueAt(data, steps);
  return last === undefined ? data : changed(changed(data, steps, undefined), [...parent, to], old);
}

function valueAt(data: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[step] : undefined,
    data,
  );
}

function nodeAt(root: YamlNode, steps: readonly Step[]): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of steps) {
    if (node?.kind === "map") node = node.pairs.find((pair) => pair.key === String(step))?.value;
    else node = node?.kind === "list" ? node.items[Number(step)] : undefined;
  }
  return node;
}

function meansTheSame(text: string, wanted: unknown, path: string): boolean {
  const { root, faults } = parseSourceFile(path, text).tree;
  if (faults.some((fault) => fault.kind === "syntax")) return false;
  return sameData(root === undefined ? {} : toPlain(root), wanted);
}

/** Compares as files do, where a number is its digits and a key with nothing is absent. */
function sameData(a: unknown, b: unknown): boolean {
  return canonicalJson(comparable(a)) === canonicalJson(comparable(b));
}

function comparable(data: unknown): unknown {
  if (typeof data === "number") return String(data);
  if (Array.isArray(data)) return data.map(comparable);
  if (!isMap(data)) return data;
  const members = Object.entries(data).map(([key, value]) => [key, comparable(value)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined && value !== null));
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== undefined).map(withoutUndefined);
  if (!isMap(value)) return value;
  const kept = emptyRecord<unknown>();
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) kept[key] = withoutUndefined(member);
  return kept;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
