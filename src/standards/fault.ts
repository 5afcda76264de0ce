/** What is wrong with a catalogue file, said so that its author can mend it. */
import type { z } from "zod";
import { didYouMean } from "#base/near-miss";

/** A fault inside a file: where (JSON pointer) and what. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

export interface CatalogueFault extends Fault {
  readonly path: string;
}

/** A JSON pointer (RFC 6901) from its parts. */
export function pointerTo(...parts: readonly PropertyKey[]): string {
  return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Everything in which `json` departs from `schema`, all at once; unknown keys come with the key that was meant. */
export function schemaFaults(schema: z.ZodType, json: unknown): readonly Fault[] {
  const parsed = schema.safeParse(json);
  return parsed.success ? [] : issueFaults(schema, json, parsed.error.issues);
}

function issueFaults(
  schema: z.ZodType,
  json: unknown,
  issues: readonly z.core.$ZodIssue[],
): readonly Fault[] {
  return issues.flatMap((issue): readonly Fault[] => {
    if (issue.code !== "unrecognized_keys") {
      return [{ pointer: pointerTo(...issue.path), message: describeIssue(json, issue) }];
    }
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const meant = didYouMean(key, known);
      const hint = meant === undefined ? `Known keys: ${known.join(", ")}` : `Did you mean "${meant}"`;
      return {
        pointer: pointerTo(...issue.path, key),
        message: `The key "${key}" is not known here. ${hint}${meant === undefined ? "." : "?"}`,
      };
    });
  });
}

function describeIssue(json: unknown, issue: z.core.$ZodIssue): string {
  const found = valueAt(json, issue.path);
  if (issue.code === "invalid_type") {
    const wanted = typeNames[issue.expected] ?? issue.expected;
    return found === undefined
      ? `The value is missing; ${wanted} is expected.`
      : `This must be ${wanted}, but it is ${typeOf(found)}.`;
  }
  if (issue.code === "invalid_value" && typeof found === "string") {
    const allowed = issue.values.map(String);
    const meant = didYouMean(found, allowed);
    const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
    return `"${found}" is not one of ${allowed.join(", ")}.${hint}`;
  }
  if (issue.code === "invalid_value") return `This must be ${issue.values.map(String).join(" or ")}.`;
  if (issue.code === "too_small" && issue.origin === "array") {
    const least = String(issue.minimum);
    return `The list needs at least ${least === "1" ? "one entry" : `${least} entries`}.`;
  }
  if (issue.code === "too_small" && issue.origin === "string") return "The text is empty.";
  if (issue.code === "invalid_union") return "The value has none of the forms that are allowed here.";
  // The library's own words name its inner workings; those of our schemas are phrases for people.
  return /^(?:Invalid|Too|Unrecognized)\b/.test(issue.message)
    ? "The value is not allowed here."
    : sentence(issue.message);
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
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number" && !Number.isInteger(value)) return "a number with a fraction";
  const name = Array.isArray(value) ? "array" : typeof value;
  return typeNames[name] ?? name;
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** The keys that the schema knows for the object at `path`. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let candidates: readonly z.core.$ZodType[] = unwrap(schema);
  for (const part of path) candidates = candidates.flatMap((one) => childrenOf(one, part)).flatMap(unwrap);
  return [...new Set(candidates.flatMap((one) => Object.keys(shapeOf(one) ?? {})))];
}

/** The schemas behind optional, nullable and union wrappers. */
function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const definition = schema._zod.def as { innerType?: z.core.$ZodType; options?: readonly z.core.$ZodType[] };
  if (definition.options !== undefined) return definition.options.flatMap(unwrap);
  return definition.innerType === undefined ? [schema] : unwrap(definition.innerType);
}

function childrenOf(schema: z.core.$ZodType, part: PropertyKey): readonly z.core.$ZodType[] {
  const definition = schema._zod.def as { element?: z.core.$ZodType; valueType?: z.core.$ZodType };
  const child = shapeOf(schema)?.[String(part)] ?? definition.element ?? definition.valueType;
  return child === undefined ? [] : [child];
}

function shapeOf(schema: z.core.$ZodType): Record<string, z.core.$ZodType> | undefined {
  return (schema._zod.def as { shape?: Record<string, z.core.$ZodType> }).shape;
}
