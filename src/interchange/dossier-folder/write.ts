/** Writes a dossier as the files of a folder, in one canonical form that reads back to the same dossier. */
import {
  ixitOwnKeys,
  type Assessment,
  type AssessmentFile,
  type Dossier,
  type IxitEntry,
  type Shape,
} from "#dossier";
import type { Catalogue, IxitTableSpec } from "#standards";
import { emitMap } from "./emit-yaml.ts";
import type { FolderFile } from "./folder-types.ts";
import { tableSpecOf, testSpecificationOf } from "./ixit-shape.ts";
import {
  assessmentFileName,
  fileShape,
  ixitFileName,
  requirementsFileName,
  type FileKind,
} from "./layout.ts";
import { schemaComment } from "./schema-names.ts";
import { emptyRecord } from "./yaml-tree.ts";

/** The files of the dossier, the header first; parts that are empty get no file. */
export function writeDossierFolder(dossier: Dossier, catalogue: Catalogue): readonly FolderFile[] {
  const specification = testSpecificationOf(dossier.header.standards, catalogue);
  const files = [write("plumbline.yaml", "header", dossier.header)];
  const add = (path: string, kind: FileKind, value: object, records: object): void => {
    if (Object.keys(records).length > 0) files.push(write(path, kind, value));
  };
  add("scope.yaml", "scope", dossier.scope, dossier.scope);
  add("ics.yaml", "ics", { rows: dossier.ics }, dossier.ics);
  const names = uniqueNames();
  for (const [document, rows] of inNameOrder(dossier.requirements)) {
    files.push(write(names(requirementsFileName(document)), "requirements", { document, rows }));
  }
  for (const [table, entries] of inTableOrder(dossier.ixit)) {
    const spec = tableSpecOf(table, specification);
    const path = names(ixitFileName(table));
    files.push(write(path, "ixit", ixitFileValue(table, entries, spec), table));
  }
  add("controls.yaml", "controls", { controls: dossier.controls }, dossier.controls);
  add("evidence.yaml", "evidence", { items: dossier.evidence }, dossier.evidence);
  for (const [path, value] of assessmentFiles(dossier.assessment))
    files.push(write(path, "assessment", value));
  add("findings.yaml", "findings", { findings: dossier.findings }, dossier.findings);
  add("governance.yaml", "governance", dossier.governance, dossier.governance);
  add("notes.yaml", "notes", { notes: dossier.notes }, dossier.notes);
  return files;
}

function write(path: string, kind: FileKind, value: object, table?: string): FolderFile {
  const ordered = inShapeOrder(value, kind === "ixit" ? undefined : fileShape(kind)) as object;
  const airy = kind !== "ics" && kind !== "header" && kind !== "scope" && kind !== "notes";
  return {
    path,
    text: `${schemaComment(path, kind, table)}\n${emitMap(ordered, 0, airy ? { airAt: 1 } : {})}`,
  };
}

/** The same value with the keys of every object in the order of its schema; records keep their own order. */
export function inShapeOrder(value: unknown, shape: Shape | undefined): unknown {
  if (shape === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const list = pick(shape, "list");
    return list === undefined ? value : value.map((item) => inShapeOrder(item, list.item));
  }
  const record = pick(shape, "record");
  if (record !== undefined) {
    const copy = emptyRecord<unknown>();
    for (const [key, member] of Object.entries(value)) copy[key] = inShapeOrder(member, record.value);
    return copy;
  }
  const object = pick(shape, "object");
  if (object === undefined) return value;
  const source = value as Record<string, unknown>;
  const copy = emptyRecord<unknown>();
  for (const [name, key] of object.keys) {
    if (Object.hasOwn(source, name)) copy[name] = inShapeOrder(source[name], key.shape);
  }
  for (const name of Object.keys(source)) if (!object.keys.has(name)) copy[name] = source[name];
  return copy;
}

function pick<T extends Shape["type"]>(shape: Shape, type: T): Extract<Shape, { type: T }> | undefined {
  const options = shape.type === "one-of" ? shape.options : [shape];
  return options.find((one): one is Extract<Shape, { type: T }> => one.type === type);
}

function ixitFileValue(
  table: string,
  entries: Readonly<Record<string, IxitEntry>>,
  spec: IxitTableSpec | undefined,
): object {
  const ids = Object.keys(entries);
  // Entries that a single-record table should not have are written all the same, so that nothing is lost.
  const single = (spec === undefined ? ids.length === 1 : !spec.repeating) && ids.every((id) => id === table);
  if (single) return { table, fields: joinEntry(entries[table], spec) };
  const joined = emptyRecord<unknown>();
  for (const id of ids) joined[id] = joinEntry(entries[id], spec);
  return { table, entries: joined };
}

/** The entry as one map: fields in the order of the pro forma, then what the supplier adds. */
export function joinEntry(entry: IxitEntry | undefined, spec: IxitTableSpec | undefined): object {
  const joined = emptyRecord<unknown>();
  if (entry === undefined) return joined;
  for (const field of spec?.fields ?? []) {
    if (Object.hasOwn(entry.fields, field.name)) joined[field.name] = entry.fields[field.name];
  }
  for (const [name, value] of Object.entries(entry.fields)) joined[name] = value;
  for (const name of ixitOwnKeys) if (entry.own[name] !== undefined) joined[name] = entry.own[name];
  return joined;
}

/** One file per clause of the standard, and one for each part that belongs to none. */
function assessmentFiles(assessment: Assessment): readonly (readonly [string, AssessmentFile])[] {
  const files = new Map<string, { -readonly [K in keyof AssessmentFile]: AssessmentFile[K] }>();
  const file = (path: string): { -readonly [K in keyof AssessmentFile]: AssessmentFile[K] } => {
    const known = files.get(path) ?? {};
    files.set(path, known);
    return known;
  };
  if (assessment.icsVerification !== undefined) {
    file("assessment/ics-verification.yaml").icsVerification = assessment.icsVerification;
  }
  if (Object.keys(assessment.selections).length > 0) {
    file("assessment/selections.yaml").selections = assessment.selections;
  }
  for (const [id, result] of Object.entries(assessment.groups)) {
    (file(assessmentFileName(id)).groups ??= emptyRecord())[id] = result;
  }
  for (const [id, result] of Object.entries(assessment.cases)) {
    (file(assessmentFileName(id)).cases ??= emptyRecord())[id] = result;
  }
  if (Object.keys(assessment.externalEvidence).length > 0) {
    file("assessment/external-evidence.yaml").externalEvidence = assessment.externalEvidence;
  }
  if (assessment.overall !== undefined) file("assessment/overall.yaml").overall = assessment.overall;
  return [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function inNameOrder<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function inTableOrder<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return [...inNameOrder(record)].sort(([a], [b]) => (parseInt(a, 10) || 0) - (parseInt(b, 10) || 0));
}

function uniqueNames(): (path: string) => string {
  const taken = new Set<string>();
  return (path) => {
    let name = path;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1)
      name = path.replace(/\.yaml$/, `-${String(count)}.yaml`);
    taken.add(name.toLowerCase());
    return name;
  };
}
