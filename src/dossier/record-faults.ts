/** What is wrong with a record before it may be kept: everything at once, each fault with its JSON pointer. */
import type { z } from "zod";
import { fingerprint } from "#base/fingerprint";
import { didYouMean } from "#base/near-miss";
import { ixitOwnKeys } from "./claims-schema.ts";
import { isRecordKind, recordKinds, recordSchemaOf, type RecordKind } from "./record-kinds.ts";
import { keyFault } from "./records.ts";
import { shapeOf, type Shape } from "./shape.ts";

export interface RecordFault {
  /** JSON pointer (RFC 6901) into the body; empty for the body as a whole or its key. */
  readonly pointer: string;
  /** A sentence without a full stop. */
  readonly message: string;
}

export const recordLimits = {
  /** Length of the body as JSON. */
  bodyLength: 1024 * 1024,
  keyLength: 300,
  faults: 100,
} as const;

/** All faults of a record, none for a sound one. */
export function recordFaults(kind: string, key: string, body: unknown): readonly RecordFault[] {
  if (!isRecordKind(kind)) {
    const likely = didYouMean(kind, recordKinds);
    const question = likely === undefined ? "" : `; did you mean ${likely}?`;
    return [whole(`dossiers have no records of the kind ${shorten(kind)}${question}`)];
  }
  const keyed = keyFaults(kind, key);
  const answer = recordSchemaOf(kind).safeParse(body);
  if (!answer.success) {
    const shape = shapeOf(recordSchemaOf(kind));
    const faults = answer.error.issues.flatMap((issue) => issueFaults(issue, shape, body));
    return [...keyed, ...faults].slice(0, recordLimits.faults);
  }
  // The schema bounds the depth of the body, so that walking and writing it out are safe from here on.
  return [...keyed, ...sizeFaults(body), ...contentFaults(kind, key, body), ...textFaults(body, [])].slice(
    0,
    recordLimits.faults,
  );
}

function keyFaults(kind: RecordKind, key: string): readonly RecordFault[] {
  const named = `the ${kind} record`;
  if (key.length > recordLimits.keyLength) {
    return [
      whole(
        `the key of ${named} has ${String(key.length)} characters; ${String(recordLimits.keyLength)} are allowed`,
      ),
    ];
  }
  if (key === "") return [whole(`${named} has an empty key`)];
  if (unkeepable(key) || /\p{Cc}/u.test(key)) return [whole(`the key of ${named} holds control characters`)];
  const fault = keyFault(kind, key);
  return fault === undefined ? [] : [whole(`${named} ${key} ${fault}`)];
}

function sizeFaults(body: unknown): readonly RecordFault[] {
  const { length } = JSON.stringify(body);
  if (length <= recordLimits.bodyLength) return [];
  const message = `the record has ${String(length)} characters; ${String(recordLimits.bodyLength)} are allowed: keep long artefacts as evidence files`;
  return [whole(message)];
}

/** Rules that the schemas cannot say. */
function contentFaults(kind: RecordKind, key: string, body: unknown): readonly RecordFault[] {
  if (kind === "note" && key.split("-")[0] !== fingerprint(body)) {
    return [
      whole(`the key of this note must be ${fingerprint(body)}: to change a note, remove it and add another`),
    ];
  }
  if (kind !== "ixit") return [];
  const { fields } = body as { readonly fields: object };
  // In its file an entry is one map, in which such a field could not be told from our own key.
  return ixitOwnKeys
    .filter((name) => Object.hasOwn(fields, name))
    .map((name) => ({
      pointer: pointerTo(["fields", name]),
      message: `${name} is no field of the pro forma; put it under own`,
    }));
}

/** Texts and keys that not every store can keep. */
function textFaults(value: unknown, path: readonly PropertyKey[]): readonly RecordFault[] {
  if (typeof value === "string") {
    const message = "holds a NUL character or half of a surrogate pair, which stores cannot keep";
    return unkeepable(value) ? [{ pointer: pointerTo(path), message }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => textFaults(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = [...path, name];
    if (name === "__proto__")
      return [{ pointer: pointerTo(at), message: "the key __proto__ is not allowed" }];
    if (unkeepable(name))
      return [
        { pointer: pointerTo(path), message: "a key holds a NUL character or half of a surrogate pair" },
      ];
    return textFaults(member, at);
  });
}

function unkeepable(text: string): boolean {
  return text.includes("\0") || /\p{Surrogate}/u.test(text);
}

type Issue = z.core.$ZodIssue;

function issueFaults(issue: Issue, shape: Shape, body: unknown): readonly RecordFault[] {
  const pointer = pointerTo(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(shape, issue.path);
    return issue.keys.map((name) => {
      const likely = didYouMean(name, known);
      const question = likely === undefined ? "" : `; did you mean ${likely}?`;
      return {
        pointer: pointerTo([...issue.path, name]),
        message: `the key ${shorten(name)} is not known here${question}`,
      };
    });
  }
  if (issue.code === "invalid_union") return [{ pointer, message: unionMessage(issue) }];
  const given = valueAt(body, issue.path);
  if (given === undefined && issue.path.length > 0) return [{ pointer, message: "is missing" }];
  if (issue.code === "invalid_value")
    return [{ pointer, message: `must be ${orList(issue.values.map(String))}` }];
  if (issue.code === "invalid_type") {
    return [{ pointer, message: `must be ${typeName(issue.expected)}, not ${typeName(nameOf(given))}` }];
  }
  if (issue.code === "too_small")
    return [{ pointer, message: issue.origin === "array" ? "must not be empty" : issue.message }];
  return [{ pointer, message: issue.message }];
}

function unionMessage(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const expected = issue.errors.flatMap(([first]) =>
    first?.code === "invalid_type" && first.path.length === 0 ? [typeName(first.expected)] : [],
  );
  return expected.length === 0
    ? "has none of the forms allowed here"
    : `must be ${orList([...new Set(expected)])}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  undefined: "nothing",
};

function typeName(name: string): string {
  return typeNames[name] ?? name;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

function keysAt(shape: Shape, path: readonly PropertyKey[]): readonly string[] {
  let here: Shape | undefined = shape;
  for (const step of path) here = memberShape(here, String(step));
  return here?.type === "object" ? [...here.keys.keys()] : [];
}

function memberShape(shape: Shape | undefined, step: string): Shape | undefined {
  if (shape?.type === "object") return shape.keys.get(step)?.shape ?? shape.otherKeys;
  if (shape?.type === "record") return shape.value;
  return shape?.type === "list" ? shape.item : undefined;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return value;
}

/** RFC 6901: `/units/a/AuthMech-Web`. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function whole(message: string): RecordFault {
  return { pointer: "", message };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
