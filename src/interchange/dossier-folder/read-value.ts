/** Turns a YAML tree into records of a known shape and collects everything that does not fit. */
import { didYouMean } from "#base/near-miss";
import type { DossierPath } from "#base/path";
import type { ObjectShape, Shape } from "#dossier";
import { problem, type Fix, type Problem } from "#problems";
import { positionAt, type SourceFile } from "./source-file.ts";
import { emptyRecord, isNothing, type MapNode, type PairNode, type YamlNode } from "./yaml-tree.ts";

/** What reading a file needs and fills: the path of the current value and the problems so far. */
export interface ReadingContext {
  readonly file: SourceFile;
  readonly problems: Problem[];
  /** Path of the value being read; pushed and popped on the way. */
  readonly path: (string | number)[];
  /** Values that take the place of required ones, by path inside the file, where reading on is worth more than stopping. */
  readonly standIns?: ReadonlyMap<string, unknown>;
}

/** The value of the node, or undefined where nothing usable stands there (a problem says so, unless it is empty). */
export function readValue(node: YamlNode, shape: Shape, context: ReadingContext): unknown {
  switch (shape.type) {
    case "object":
      return node.kind === "map"
        ? readObject(node, shape, context)
        : isNothing(node)
          ? fillRequired(shape, context, false)
          : wrongType(node, "a map of keys and values", context);
    case "record":
      if (isNothing(node)) return undefined;
      return node.kind === "map" ? readRecord(node, shape.value, context) : wrongType(node, "a map", context);
    case "list":
      return readList(node, shape, context);
    case "one-of":
      return readOneOf(node, shape.options, context);
    case "text":
    case "choice":
    case "boolean":
    case "number":
      return readScalar(node, shape, context);
  }
}

/** The keys of `map` that have a shape; unknown, doubled and missing keys become problems. */
export function readObject(map: MapNode, shape: ObjectShape, context: ReadingContext): object | undefined {
  const found = new Map<string, unknown>();
  const seen = new Set<string>();
  const bad = new Set<string>();
  for (const pair of map.pairs) {
    if (!isNewKey(pair, seen, context)) continue;
    const valueShape = shape.keys.get(pair.key)?.shape ?? shape.otherKeys;
    if (valueShape === undefined) {
      context.problems.push(unknownKey(pair, shape, map, context));
      continue;
    }
    // A key without a value is a place still to fill: it counts as absent.
    if (isNothing(pair.value)) continue;
    context.path.push(pair.key);
    const value = readValue(pair.value, valueShape, context);
    context.path.pop();
    if (value === undefined) bad.add(pair.key);
    else found.set(pair.key, value);
  }
  return assemble(found, bad, shape, context);
}

/** Puts the keys in schema order and fills what is required and missing, so that one bad value does not hide a record. */
function assemble(
  found: ReadonlyMap<string, unknown>,
  bad: ReadonlySet<string>,
  shape: ObjectShape,
  context: ReadingContext,
): object | undefined {
  const record: Record<string, unknown> = {};
  let whole = true;
  for (const [name, key] of shape.keys) {
    if (found.has(name)) {
      record[name] = found.get(name);
    } else if (key.required) {
      context.path.push(name);
      if (!bad.has(name)) context.problems.push(missingKey(name, key.description, context));
      const stand = context.standIns?.get(context.path.slice(2).join(".")) ?? standIn(key.shape, context);
      context.path.pop();
      if (stand === undefined) whole = false;
      else record[name] = stand;
    }
  }
  if (shape.otherKeys !== undefined) {
    for (const [name, value] of found) if (!shape.keys.has(name)) record[name] = value;
  }
  return whole ? record : undefined;
}

/** A neutral value in place of a required one that is missing or bad; undefined where any value would be a claim. */
function standIn(shape: Shape, context: ReadingContext): unknown {
  if (shape.type === "text" && shape.fault === undefined) return "";
  if (shape.type === "list") return [];
  if (shape.type === "record") return emptyRecord();
  return shape.type === "object" ? fillRequired(shape, context, true) : undefined;
}

function fillRequired(shape: ObjectShape, context: ReadingContext, silent: boolean): object | undefined {
  const quiet: ReadingContext = silent ? { ...context, problems: [] } : context;
  return assemble(new Map(), new Set(), shape, quiet);
}

export function readRecord(map: MapNode, shape: Shape, context: ReadingContext): Record<string, unknown> {
  const record = emptyRecord<unknown>();
  const present = new Set<string>();
  for (const pair of map.pairs) {
    if (!isNewKey(pair, present, context)) continue;
    context.path.push(pair.key);
    const value = readValue(pair.value, shape, context);
    context.path.pop();
    if (value !== undefined) record[pair.key] = value;
  }
  return record;
}

function readList(node: YamlNode, shape: Extract<Shape, { type: "list" }>, context: ReadingContext): unknown {
  if (isNothing(node)) return undefined;
  if (node.kind !== "list") return wrongType(node, "a list (one `- ` per line)", context);
  const values: unknown[] = [];
  node.items.forEach((item, index) => {
    context.path.push(index);
    const value = isNothing(item)
      ? wrongType(item, wordFor(shape.item), context)
      : readValue(item, shape.item, context);
    context.path.pop();
    if (value !== undefined) values.push(value);
  });
  if (node.items.length < shape.atLeast) {
    context.problems.push(
      problem("file/invalid-value", {
        message: `${nameOf(context.path)} is an empty list but needs at least one entry`,
        at: [...context.path],
        remedy: "Add an entry to the list.",
      }),
    );
  }
  return values;
}

function readOneOf(node: YamlNode, options: readonly Shape[], context: ReadingContext): unknown {
  const wanted =
    options.find((option) => fits(node, option)) ?? options.find((option) => fitsAsText(node, option));
  if (wanted !== undefined) return readValue(node, wanted, context);
  return isNothing(node) ? undefined : wrongType(node, options.map(wordFor).join(" or "), context);
}

function fits(node: YamlNode, shape: Shape): boolean {
  if (node.kind === "map") return shape.type === "object" || shape.type === "record";
  if (node.kind === "list") return shape.type === "list";
  return shape.type === "boolean" && node.plain && (node.text === "true" || node.text === "false");
}

function fitsAsText(node: YamlNode, shape: Shape): boolean {
  return node.kind === "text" && shape.type === "text" && !isNothing(node);
}

type ScalarShape = Extract<Shape, { type: "text" | "choice" | "boolean" | "number" }>;

function readScalar(node: YamlNode, shape: ScalarShape, context: ReadingContext): unknown {
  if (node.kind !== "text") return wrongType(node, wordFor(shape), context);
  if (isNothing(node)) return undefined;
  switch (shape.type) {
    case "text": {
      const fault = shape.fault?.(node.text);
      return fault === undefined ? node.text : invalidValue(node.text, fault, undefined, context);
    }
    case "choice": {
      if (shape.values.includes(node.text)) return node.text;
      const listed = shape.values.join(", ");
      return invalidValue(
        node.text,
        `must be one of ${listed}`,
        didYouMean(node.text, shape.values) ?? spelledOut(node.text, shape.values),
        context,
      );
    }
    case "boolean":
      if (node.plain && /^(?:true|True|TRUE|false|False|FALSE)$/.test(node.text))
        return /^t/i.test(node.text);
      return invalidValue(node.text, "must be true or false", truthOf(node.text), context);
    case "number": {
      const number =
        node.plain && /^[-+]?[0-9]+(?:\.[0-9]+)?$/.test(node.text) ? Number(node.text) : undefined;
      if (number === undefined) return wrongType(node, "a number", context);
      const fault = shape.fault(number);
      return fault === undefined ? number : invalidValue(node.text, fault, undefined, context);
    }
  }
}

/** The support value that a word means: people write "Yes" for Y. */
function spelledOut(text: string, values: readonly string[]): string | undefined {
  const word = text.trim().toLowerCase();
  const value = /^yes$/.test(word)
    ? "Y"
    : /^no$/.test(word)
      ? "N"
      : /^(?:na|not applicable)$/.test(word)
        ? "N/A"
        : "";
  return values.includes(value) ? value : undefined;
}

function truthOf(text: string): string | undefined {
  if (/^(?:y|yes|on|true)$/i.test(text)) return "true";
  return /^(?:n|no|off|false)$/i.test(text) ? "false" : undefined;
}

function isNewKey(pair: PairNode, present: Set<string>, context: ReadingContext): boolean {
  if (pair.key === "__proto__" || pair.key === "") {
    context.problems.push(
      problem("file/invalid-value", {
        message: pair.key === "" ? "a key here is empty" : "the key __proto__ cannot be used as a name",
        at: atOffset(context.file, pair.keyStart),
        remedy: "Give the record another name.",
      }),
    );
    return false;
  }
  if (!present.has(pair.key)) {
    present.add(pair.key);
    return true;
  }
  context.problems.push(
    problem("file/duplicate-key", {
      message: `${nameOf([...context.path, pair.key])} stands in this file twice; the first one counts`,
      at: atOffset(context.file, pair.keyStart),
    }),
  );
  return false;
}

function unknownKey(pair: PairNode, shape: ObjectShape, map: MapNode, context: ReadingContext): Problem {
  const taken = new Set(map.pairs.map((one) => one.key));
  const free = [...shape.keys.keys()].filter((name) => !taken.has(name));
  const likely = didYouMean(pair.key, free);
  const at = [...context.path, pair.key];
  const fix: Fix | undefined =
    likely === undefined
      ? undefined
      : {
          title: `Rename ${pair.key} to ${likely}`,
          safe: true,
          edits: [{ op: "rename", path: at, to: likely }],
        };
  const question = likely === undefined ? "" : `; did you mean ${likely}?`;
  const remedy =
    likely === undefined
      ? `Remove it or use one of the known keys: ${[...shape.keys.keys()].join(", ")}.`
      : `Rename it to ${likely}.`;
  const message = `${nameOf(at)} is not a key that a dossier knows here${question}`;
  return problem("file/unknown-key", { message, at, remedy, ...(fix === undefined ? {} : { fix }) });
}

function missingKey(name: string, description: string | undefined, context: ReadingContext): Problem {
  const what = description === undefined ? "" : ` (${description.replace(/\.$/, "")})`;
  const owner = nameOf(context.path.slice(0, -1));
  return problem("file/missing-key", {
    message: `${owner} has no ${name}${what}`,
    at: [...context.path],
    remedy: `Add ${name} to ${owner}.`,
  });
}

function invalidValue(
  text: string,
  fault: string,
  likely: string | undefined,
  context: ReadingContext,
): unknown {
  const at = [...context.path];
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const value = likely === "true" || likely === "false" ? likely === "true" : likely;
  context.problems.push(
    problem("file/invalid-value", {
      message: `${nameOf(at)} is ${JSON.stringify(shown)}, but it ${fault}`,
      at,
      ...(likely === undefined
        ? {}
        : {
            remedy: `Write ${likely}, if that is what is meant.`,
            fix: { title: `Change it to ${likely}`, safe: false, edits: [{ op: "set", path: at, value }] },
          }),
    }),
  );
  return undefined;
}

function wrongType(node: YamlNode, wanted: string, context: ReadingContext): unknown {
  const found = node.kind === "text" ? (isNothing(node) ? "nothing" : "a single value") : `a ${node.kind}`;
  context.problems.push(
    problem("file/wrong-type", {
      message: `${nameOf(context.path)} is ${found}, but must be ${wanted}`,
      at: [...context.path],
    }),
  );
  return undefined;
}

function wordFor(shape: Shape): string {
  switch (shape.type) {
    case "object":
    case "record":
      return "a map of keys and values";
    case "list":
      return "a list (one `- ` per line)";
    case "choice":
      return `one of ${shape.values.join(", ")}`;
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "text":
      return "text";
    case "one-of":
      return shape.options.map(wordFor).join(" or ");
  }
}

/** Keys that only wrap the records of a file and say nothing to a reader of messages. */
const wrappers: ReadonlySet<unknown> = new Set([
  "rows",
  "entries",
  "fields",
  "items",
  "controls",
  "findings",
]);

/** The steps of a path inside its file as one name. */
function nameOf(path: DossierPath): string {
  const inside = path[0] === "file" ? path.slice(2) : path;
  const steps = inside.length > 1 && wrappers.has(inside[0]) ? inside.slice(1) : inside;
  if (steps.length === 0) return path[0] === "file" ? String(path[1]) : "the file";
  return steps.join(" › ");
}

/** A path to a place that no dossier path can name: `["line", file, line, column]`. */
export function atOffset(file: SourceFile, offset: number): DossierPath {
  const position = positionAt(file, offset);
  return ["line", file.path, position.line, position.column];
}
