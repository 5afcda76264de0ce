/** Puts the values of all files of a folder together into one dossier. */
import {
  ixitOwnKeys,
  type Assessment,
  type AssessmentFile,
  type Dossier,
  type Header,
  type IxitEntry,
  type IxitValue,
} from "#dossier";
import { problem, type Problem } from "#problems";
import type { FileKind } from "./layout.ts";
import type { HeldFile } from "./folder-types.ts";
import { emptyRecord } from "./yaml-tree.ts";

type Records<T> = Record<string, T>;

/** The dossier in these files; undefined without a usable header. */
export function assembleDossier(held: readonly HeldFile[], problems: Problem[]): Dossier | undefined {
  const header = usableHeader(held, problems);
  const one = (kind: FileKind): object => held.find((file) => file.kind === kind)?.value ?? {};
  const requirements = emptyRecord<Records<unknown>>();
  const ixit = emptyRecord<Records<IxitEntry>>();
  for (const file of held) {
    if (file.kind === "requirements" && file.name !== undefined && file.value !== undefined) {
      const rows = (file.value as { rows?: Records<unknown> }).rows ?? emptyRecord();
      requirements[file.name] = merge(requirements[file.name], rows, file, ["rows"], problems);
    }
    if (file.kind === "ixit" && file.name !== undefined && file.value !== undefined) {
      ixit[file.name] = merge(ixit[file.name], entriesOf(file, file.name), file, ["entries"], problems);
    }
  }
  if (header === undefined) return undefined;
  const records = (kind: FileKind, key: string): unknown =>
    (one(kind) as Records<unknown>)[key] ?? (kind === "notes" ? [] : emptyRecord());
  return {
    header,
    scope: one("scope"),
    ics: records("ics", "rows") as Dossier["ics"],
    requirements: requirements as Dossier["requirements"],
    ixit,
    controls: records("controls", "controls") as Dossier["controls"],
    evidence: records("evidence", "items") as Dossier["evidence"],
    assessment: assembleAssessment(held, problems),
    findings: records("findings", "findings") as Dossier["findings"],
    governance: one("governance"),
    notes: records("notes", "notes") as Dossier["notes"],
  };
}

/** The header, or undefined where it does not say what kind of subject is assessed against which editions. */
function usableHeader(held: readonly HeldFile[], problems: Problem[]): Header | undefined {
  const file = held.find((one) => one.kind === "header");
  if (file === undefined) return undefined;
  if (file.value === undefined) {
    if (file.source.tree.root === undefined) {
      problems.push(
        problem("file/missing-key", {
          message: `${file.source.path} is empty`,
          at: ["header"],
          remedy:
            "Say in it what is assessed against which editions; `plumbline init` writes one to start from.",
        }),
      );
    }
    return undefined;
  }
  const header = file.value as Header;
  return header.standards.length === 0 ? undefined : header;
}

function entriesOf(file: HeldFile, table: string): Records<IxitEntry> {
  const value = file.value as { entries?: Records<Records<unknown>>; fields?: Records<unknown> };
  const entries = emptyRecord<IxitEntry>();
  if (value.fields !== undefined) entries[table] = splitEntry(value.fields);
  for (const [id, entry] of Object.entries(value.entries ?? {})) entries[id] = splitEntry(entry);
  return entries;
}

/** Separates the pro forma's fields from what the supplier adds. */
function splitEntry(entry: Records<unknown>): IxitEntry {
  const fields = emptyRecord<IxitValue>();
  const own: Records<unknown> = {};
  for (const [name, value] of Object.entries(entry)) {
    if ((ixitOwnKeys as readonly string[]).includes(name)) own[name] = value;
    else fields[name] = value as IxitValue;
  }
  return { fields, own: own };
}

function assembleAssessment(held: readonly HeldFile[], problems: Problem[]): Assessment {
  const merged: Records<unknown> = {
    selections: emptyRecord(),
    cases: emptyRecord(),
    groups: emptyRecord(),
    externalEvidence: emptyRecord(),
  };
  for (const file of held) {
    if (file.kind !== "assessment") continue;
    for (const [part, value] of Object.entries((file.value ?? {}) as AssessmentFile)) {
      if (part === "icsVerification" || part === "overall") {
        if (merged[part] === undefined) merged[part] = value;
        else problems.push(definedTwice(file, [part], part));
      } else {
        merged[part] = merge(
          merged[part] as Records<unknown>,
          value as Records<unknown>,
          file,
          [part],
          problems,
        );
      }
    }
  }
  return merged as unknown as Assessment;
}

/** Adds the records of a further file; one that is already there stays, and the second is a problem. */
function merge<T>(
  into: Records<T> | undefined,
  from: Readonly<Records<T>>,
  file: HeldFile,
  inside: readonly string[],
  problems: Problem[],
): Records<T> {
  const merged = into ?? emptyRecord<T>();
  for (const [id, value] of Object.entries(from)) {
    if (id in merged) problems.push(definedTwice(file, [...inside, id], id));
    else merged[id] = value;
  }
  return merged;
}

function definedTwice(file: HeldFile, inside: readonly string[], name: string): Problem {
  return problem("file/defined-twice", {
    message: `${name} in ${file.source.path} stands in another file too; the file that comes first by name counts`,
    at: ["file", file.source.path, ...inside],
  });
}
