/** The shape of a record as plain data, derived from its schema: what readers, writers and forms need to know. */
import type { z } from "zod";

export type Shape =
  | ObjectShape
  | { readonly type: "record"; readonly value: Shape }
  | { readonly type: "list"; readonly item: Shape; readonly atLeast: number }
  | { readonly type: "choice"; readonly values: readonly string[] }
  | {
      readonly type: "number";
      /** What is wrong with this number, as a phrase that follows its name; undefined when nothing is. */
      readonly fault: (value: number) => string | undefined;
    }
  | { readonly type: "boolean" }
  | TextShape
  | { readonly type: "one-of"; readonly options: readonly Shape[] };

export interface TextShape {
  readonly type: "text";
  /** What is wrong with this text, as a phrase that follows its name; undefined when nothing is. */
  readonly fault: ((text: string) => string | undefined) | undefined;
  /** A regular expression that comes close to the rule, for editors. */
  readonly pattern: string | undefined;
}

export interface ObjectShape {
  readonly type: "object";
  readonly keys: ReadonlyMap<string, KeyShape>;
  /** The shape of the values of keys that are not listed; undefined refuses such keys. */
  readonly otherKeys: Shape | undefined;
}

export interface KeyShape {
  readonly shape: Shape;
  readonly required: boolean;
  readonly description: string | undefined;
}

const known = new WeakMap<object, Shape>();

/** The shape that a schema describes; computed once per schema. */
export function shapeOf(schema: z.ZodType): Shape {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const shape = deriveShape(schema);
  known.set(schema, shape);
  return shape;
}

function deriveShape(schema: z.ZodType): Shape {
  const derive = derivations[schema.def.type];
  if (derive === undefined)
    throw new Error(`a dossier schema uses ${schema.def.type}, which shapes do not know`);
  return derive(schema);
}

/** How each sort of schema that dossiers use becomes a shape. */
const derivations: Readonly<Partial<Record<z.ZodType["def"]["type"], (schema: z.ZodType) => Shape>>> = {
  object: (schema) => objectShape(schema as z.ZodObject),
  record: (schema) => ({ type: "record", value: shapeOf((schema as z.ZodRecord).valueType as z.ZodType) }),
  array: (schema) => ({
    type: "list",
    item: shapeOf((schema as z.ZodArray).element as z.ZodType),
    atLeast: schema.safeParse([]).success ? 0 : 1,
  }),
  optional: (schema) => shapeOf((schema as z.ZodOptional).unwrap() as z.ZodType),
  enum: (schema) => ({ type: "choice", values: (schema as z.ZodEnum).options.map(String) }),
  union: (schema) => ({
    type: "one-of",
    options: ((schema as z.ZodUnion).options as readonly z.ZodType[]).map(shapeOf),
  }),
  boolean: () => ({ type: "boolean" }),
  number: (schema) => ({ type: "number", fault: (value) => faultOf(schema, value) }),
  literal: (schema) => ({ type: "number", fault: (value) => faultOf(schema, value) }),
  string: (schema) => textShape(schema as z.ZodString),
};

function textShape(schema: z.ZodString): TextShape {
  const free = (schema.def.checks ?? []).length === 0;
  const { pattern } = schema.meta() ?? {};
  const [own] = schema._zod.bag.patterns ?? [];
  return {
    type: "text",
    fault: free ? undefined : (text) => faultOf(schema, text),
    pattern: typeof pattern === "string" ? pattern : own?.source,
  };
}

function objectShape(schema: z.ZodObject): ObjectShape {
  const keys = new Map<string, KeyShape>();
  for (const [name, member] of Object.entries(schema.shape) as [string, z.ZodType][]) {
    const required = member.def.type !== "optional";
    const inner = required ? member : ((member as z.ZodOptional).unwrap() as z.ZodType);
    keys.set(name, { shape: shapeOf(inner), required, description: member.description ?? inner.description });
  }
  const catchall = schema.def.catchall as z.ZodType | undefined;
  const open = catchall !== undefined && (catchall.def.type as string) !== "never";
  return { type: "object", keys, otherKeys: open ? shapeOf(catchall) : undefined };
}

function faultOf(schema: z.ZodType, value: unknown): string | undefined {
  const answer = schema.safeParse(value);
  return answer.success ? undefined : (answer.error.issues[0]?.message ?? "is not allowed here");
}
