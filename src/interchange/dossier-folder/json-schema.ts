/** JSON Schemas by which editors complete and check the files of a dossier, general or for the pinned editions. */
import type { Header, ObjectShape, Shape } from "#dossier";
import type { Catalogue } from "#standards";
import { ixitFileShape, testSpecificationOf } from "./ixit-shape.ts";
import { fileShape, type FileKind } from "./layout.ts";
import { knownWords, type Words } from "./known-words.ts";
import { schemaFileName } from "./schema-names.ts";

/** A JSON Schema (draft 7, which YAML editors know best) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const kinds: readonly FileKind[] = [
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
];

/** The schemas by file name; with a header those of its editions: ids, IXIT fields, conditions and policies are then known. */
export function jsonSchemasFor(
  catalogue: Catalogue,
  header?: Pick<Header, "standards">,
): Readonly<Record<string, JsonSchema>> {
  const schemas: Record<string, JsonSchema> = {};
  for (const kind of kinds) {
    const words =
      header === undefined ? new Map<string, Words>() : knownWords(kind, header.standards, catalogue);
    schemas[schemaFileName(kind)] = fileSchema(fileTitle(kind), fileShape(kind), words);
  }
  const specification = header === undefined ? undefined : testSpecificationOf(header.standards, catalogue);
  for (const table of specification?.ixit ?? []) {
    const words = new Map<string, Words>([["table", new Map([[table.id, table.title]])]]);
    for (const field of table.fields) {
      if (field.vocabulary === undefined) continue;
      const path = table.repeating ? `entries.*.${field.name}` : `fields.${field.name}`;
      words.set(`${path}.[]`, new Map(field.vocabulary.map((word) => [word, undefined])));
    }
    const title = `IXIT ${table.id} (${table.title}) of a Plumbline dossier`;
    schemas[schemaFileName("ixit", table.id)] = fileSchema(title, ixitFileShape(table), words);
  }
  return schemas;
}

function fileTitle(kind: FileKind): string {
  const file =
    kind === "header"
      ? "plumbline.yaml"
      : ["ixit", "requirements", "assessment"].includes(kind)
        ? `${kind}/*.yaml`
        : `${kind}.yaml`;
  return `${file} of a Plumbline dossier`;
}

interface Making {
  readonly words: ReadonlyMap<string, Words>;
  /** Schemas of records that many known keys share. */
  readonly definitions: Record<string, JsonSchema>;
}

function fileSchema(title: string, shape: ObjectShape, words: ReadonlyMap<string, Words>): JsonSchema {
  const making: Making = { words, definitions: {} };
  const schema = schemaOf(shape, [], making);
  const shared = Object.keys(making.definitions).length === 0 ? {} : { definitions: making.definitions };
  return { $schema: "http://json-schema.org/draft-07/schema#", title, ...schema, ...shared };
}

type Path = readonly string[];

function schemaOf(shape: Shape, path: Path, making: Making): JsonSchema {
  switch (shape.type) {
    case "object":
      return objectSchema(shape, path, making);
    case "record":
      return recordSchema(shape.value, path, making);
    case "list":
      return {
        type: ["array", "null"],
        items: schemaOf(shape.item, [...path, "[]"], making),
        ...(shape.atLeast > 0 ? { minItems: shape.atLeast } : {}),
      };
    case "choice":
      return { enum: shape.values };
    case "number":
      return shape.fault(1) === undefined && shape.fault(2) !== undefined
        ? { const: 1 }
        : { type: "integer", minimum: 1 };
    case "boolean":
      return { type: "boolean" };
    case "text":
      return textSchema(shape.pattern, making.words.get(path.join(".")), path[path.length - 1] === "[]");
    case "one-of":
      return { anyOf: shape.options.map((option) => schemaOf(option, path, making)) };
  }
}

/** A number in place of a text is fine, because its digits are read as they stand; nothing is a place still to fill, but not in a list. */
function textSchema(pattern: string | undefined, known: Words | undefined, inList: boolean): JsonSchema {
  if (known !== undefined) return { enum: [...known.keys()] };
  const nothing = inList ? [] : ["null"];
  return pattern === undefined
    ? { type: ["string", "number", ...nothing] }
    : { type: ["string", ...nothing], pattern };
}

function objectSchema(shape: ObjectShape, path: Path, making: Making): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, key] of shape.keys) {
    const member = schemaOf(key.shape, [...path, name], making);
    properties[name] = key.description === undefined ? member : { ...member, description: key.description };
    if (key.required) required.push(name);
  }
  const others = shape.otherKeys === undefined ? false : schemaOf(shape.otherKeys, [...path, "*"], making);
  return {
    type: path.length === 0 || required.length > 0 ? "object" : ["object", "null"],
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: others,
  };
}

/** A record whose keys are known lists them, so that editors complete them with their titles. */
function recordSchema(value: Shape, path: Path, making: Making): JsonSchema {
  const known = making.words.get(path.join("."));
  const type = ["object", "null"];
  if (known === undefined) return { type, additionalProperties: schemaOf(value, [...path, "*"], making) };
  const properties: Record<string, JsonSchema> = {};
  for (const [word, description] of known) {
    const inside = [...path, word];
    // Where the keys inside differ from word to word (the conditions of each document), each has its own schema.
    const own = making.words.has(inside.join("."))
      ? schemaOf(value, inside, making)
      : sharedSchema(value, path, making);
    properties[word] = description === undefined ? own : { ...own, description };
  }
  return { type, properties, additionalProperties: false };
}

/** A reference beside a description is ignored in draft 7, hence the `allOf`. */
function sharedSchema(value: Shape, path: Path, making: Making): JsonSchema {
  const name = path.join("-").replace(/[^A-Za-z0-9-]+/g, "-");
  making.definitions[name] ??= schemaOf(value, [...path, "*"], making);
  return { allOf: [{ $ref: `#/definitions/${name}` }] };
}
