/** Changes one value in the text of a YAML file and leaves every other line as it is. */
import { emitAfterKey, emitItem, emitKey, emitScalar } from "./emit-yaml.ts";
import {
  isNothing,
  toPlain,
  type ListNode,
  type MapNode,
  type PairNode,
  type YamlNode,
} from "./yaml-tree.ts";

export type Step = string | number;

/** The text with `value` at `steps`; missing maps on the way are made. `order` says where a new key belongs. */
export function setInText(
  text: string,
  root: YamlNode | undefined,
  steps: readonly Step[],
  value: unknown,
  order: (inside: readonly Step[]) => readonly string[],
): string | undefined {
  if (root === undefined)
    return `${endedLine(text)}${pairLines(String(steps[0]), nested(steps.slice(1), value), 0)}`;
  const trail = followTrail(root, steps);
  const { node, reached } = trail;
  // What is in brackets is written anew as a whole, as a block.
  const flow = trail.nodes.findIndex((one) => one.kind !== "text" && one.flow);
  if (flow > 0 || (flow === 0 && reached > 0)) {
    return replaceAt(text, trail, flow, withValue(trail.nodes[flow], steps.slice(flow), value));
  }
  if (reached === steps.length) return replaceAt(text, trail, reached, value);
  const step = steps[reached];
  const rest = nested(steps.slice(reached + 1), value);
  if (isNothing(node)) return replaceAt(text, trail, reached, nested(steps.slice(reached), value));
  if (node.kind === "map" && step !== undefined) {
    return insertPair(text, node, String(step), rest, order(steps.slice(0, reached)));
  }
  if (node.kind === "list" && step === node.items.length) return appendItem(text, node, rest);
  return undefined;
}

/** The text without the value at `steps`; unchanged when there is none. */
export function removeInText(
  text: string,
  root: YamlNode | undefined,
  steps: readonly Step[],
): string | undefined {
  if (root === undefined) return text;
  const trail = followTrail(root, steps);
  if (trail.reached < steps.length) return text;
  const flow = trail.nodes.slice(0, -1).findIndex((one) => one.kind !== "text" && one.flow);
  if (flow !== -1) return replaceAt(text, trail, flow, withoutValue(trail.nodes[flow], steps.slice(flow)));
  const parent = trail.nodes[steps.length - 1];
  if (parent?.kind === "map") return removePair(text, parent, String(steps[steps.length - 1]), trail);
  if (parent?.kind === "list") return removeItem(text, parent, Number(steps[steps.length - 1]), trail);
  return undefined;
}

/** The text with the last key of `steps` renamed; undefined where there is no such key or the new one is taken. */
export function renameInText(
  text: string,
  root: YamlNode | undefined,
  steps: readonly Step[],
  to: string,
): string | undefined {
  if (root === undefined) return undefined;
  const trail = followTrail(root, steps);
  const parent = trail.nodes[steps.length - 1];
  if (trail.reached < steps.length || parent?.kind !== "map") return undefined;
  const pair = parent.pairs.find((one) => one.key === String(steps[steps.length - 1]));
  if (pair === undefined || parent.pairs.some((one) => one.key === to)) return undefined;
  return text.slice(0, pair.keyStart) + emitKey(to) + text.slice(pair.keyEnd);
}

interface Trail {
  /** The nodes from the root on; one more than steps reached. */
  readonly nodes: readonly YamlNode[];
  readonly steps: readonly Step[];
  readonly node: YamlNode;
  readonly reached: number;
}

function followTrail(root: YamlNode, steps: readonly Step[]): Trail {
  const nodes: YamlNode[] = [root];
  let node = root;
  for (const step of steps) {
    const next: YamlNode | undefined =
      node.kind === "map"
        ? node.pairs.find((pair) => pair.key === String(step))?.value
        : node.kind === "list"
          ? node.items[Number(step)]
          : undefined;
    if (next === undefined) break;
    nodes.push(next);
    node = next;
  }
  return { nodes, steps, node, reached: nodes.length - 1 };
}

/** Writes `value` in the place of the node that lies `depth` steps below the root. */
function replaceAt(text: string, trail: Trail, depth: number, value: unknown): string | undefined {
  const node = trail.nodes[depth];
  if (node === undefined) return undefined;
  const parent = trail.nodes[depth - 1];
  const last = trail.steps[depth - 1];
  if (parent === undefined) {
    // The root itself: only a map can stand there.
    return (
      text.slice(0, node.start) +
      emitAfterKey(value, -2).replace(/^ ?\n?/, "") +
      text.slice(lineEnd(text, node.end) + 1)
    );
  }
  if (isOneLine(text, node) && isOneLineScalar(value) && node.end > node.start) {
    return text.slice(0, node.start) + emitScalar(value, 0) + text.slice(node.end);
  }
  if (parent.kind === "map") {
    const pair = parent.pairs.find((one) => one.key === String(last));
    return pair === undefined ? undefined : replacePair(text, pair, value);
  }
  if (parent.kind !== "list") return undefined;
  const dash = dashBefore(text, node);
  if (dash === undefined) {
    const whole = parent.items.map((item, index) => (index === last ? value : plainOf(item)));
    return replaceAt(text, trail, depth - 1, whole);
  }
  const indent = dash - lineStart(text, dash);
  const end = lineEnd(text, Math.max(node.end, dash));
  return text.slice(0, dash) + emitItem(value, indent).slice(indent).replace(/\n$/, "") + text.slice(end);
}

function replacePair(text: string, pair: PairNode, value: unknown): string {
  const colon = text.indexOf(":", pair.keyEnd) + 1;
  const indent = pair.keyStart - lineStart(text, pair.keyStart);
  const oneLine = isOneLine(text, pair.value);
  const end = lineEnd(text, Math.max(colon, pair.value.end));
  const after = oneLine ? text.slice(Math.max(colon, pair.value.end), end) : "";
  const comment = /^\s+#/.test(after) ? after : "";
  const body = emitAfterKey(value, indent).replace(/\n$/, "");
  if (comment === "") return text.slice(0, colon) + body + text.slice(end);
  if (!body.includes("\n")) return text.slice(0, colon) + body + comment + text.slice(end);
  // A block takes the rest of the line: the comment moves above, where that does not tear off a dash.
  const start = lineStart(text, pair.keyStart);
  if (text.slice(start, pair.keyStart).trim() !== "") return text.slice(0, colon) + body + text.slice(end);
  const above = `${" ".repeat(indent)}${comment.trim()}\n`;
  return text.slice(0, start) + above + text.slice(start, colon) + body + text.slice(end);
}

function insertPair(
  text: string,
  map: MapNode,
  key: string,
  value: unknown,
  order: readonly string[],
): string | undefined {
  const first = map.pairs[0];
  if (first === undefined) return undefined;
  const indent = first.keyStart - lineStart(text, first.keyStart);
  const lines = pairLines(key, value, indent);
  const rank = order.indexOf(key);
  const earlier = rank === -1 ? map.pairs : map.pairs.filter((pair) => order.indexOf(pair.key) < rank);
  const previous = earlier[earlier.length - 1];
  if (previous === undefined) {
    // Before the first key, which may share its line with a dash.
    return (
      text.slice(0, first.keyStart) + lines.trimStart() + " ".repeat(indent) + text.slice(first.keyStart)
    );
  }
  const at = lineEnd(text, Math.max(previous.keyEnd, previous.value.end));
  const before = endedLine(text.slice(0, Math.min(at + 1, text.length)));
  return before + airBetween(text, map) + lines + text.slice(at + 1);
}

/** Where the file keeps a blank line between records, a new record gets one too. */
function airBetween(text: string, map: MapNode): string {
  const [first, second] = map.pairs.slice(-2);
  if (first === undefined || second === undefined || second.value.kind === "text") return "";
  return /\n[ \t]*\n[^\n]*$/.test(text.slice(first.value.end, second.keyStart)) ? "\n" : "";
}

function appendItem(text: string, list: ListNode, value: unknown): string | undefined {
  const last = list.items[list.items.length - 1];
  const dash = last === undefined ? undefined : dashBefore(text, last);
  if (last === undefined || dash === undefined) return undefined;
  const indent = dash - lineStart(text, dash);
  const at = lineEnd(text, Math.max(last.end, dash));
  return (
    endedLine(text.slice(0, Math.min(at + 1, text.length))) + emitItem(value, indent) + text.slice(at + 1)
  );
}

function removePair(text: string, map: MapNode, key: string, trail: Trail): string | undefined {
  const index = map.pairs.findIndex((one) => one.key === key);
  const pair = map.pairs[index];
  if (pair === undefined) return undefined;
  const next = map.pairs[index + 1];
  const start = lineStart(text, pair.keyStart);
  const end = lineEnd(text, Math.max(pair.keyEnd, pair.value.end)) + 1;
  if (map.pairs.length === 1 && trail.steps.length > 1)
    return replaceAt(text, trail, trail.steps.length - 1, {});
  if (text.slice(start, pair.keyStart).trim() === "") return text.slice(0, start) + text.slice(end);
  // The first key of a list item shares its line with the dash.
  return next === undefined ? undefined : text.slice(0, pair.keyStart) + text.slice(next.keyStart);
}

function removeItem(text: string, list: ListNode, index: number, trail: Trail): string | undefined {
  const item = list.items[index];
  if (item === undefined) return undefined;
  const dash = dashBefore(text, item);
  const rest = list.items.filter((_, other) => other !== index).map(plainOf);
  const onOwnLine = dash !== undefined && text.slice(lineStart(text, dash), dash).trim() === "";
  if (rest.length === 0 || !onOwnLine) return replaceAt(text, trail, trail.steps.length - 1, rest);
  return text.slice(0, lineStart(text, dash)) + text.slice(lineEnd(text, Math.max(item.end, dash)) + 1);
}

/** The dash of a block list's item, on the same line before it. */
function dashBefore(text: string, item: YamlNode): number | undefined {
  if (item.end === item.start) return undefined;
  const start = lineStart(text, item.start);
  const before = text.slice(start, item.start);
  const match = /-[ ]+$/.exec(before);
  return match === null ? undefined : start + match.index;
}

function pairLines(key: string, value: unknown, indent: number): string {
  return `${" ".repeat(indent)}${emitKey(key)}:${emitAfterKey(value, indent)}`;
}

function nested(steps: readonly Step[], value: unknown): unknown {
  return steps.reduceRight<unknown>(
    (inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }),
    value,
  );
}

/** The node as plain data that is written back with the same meaning: whole numbers stay numbers. */
function plainOf(node: YamlNode): unknown {
  if (node.kind === "list") return node.items.map(plainOf);
  if (node.kind === "map")
    return Object.fromEntries(node.pairs.map((pair) => [pair.key, plainOf(pair.value)]));
  const number = node.plain ? Number(node.text) : Number.NaN;
  return Number.isSafeInteger(number) && String(number) === node.text ? number : toPlain(node);
}

function withValue(node: YamlNode | undefined, steps: readonly Step[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || node === undefined) return nested(steps, value);
  if (node.kind === "list" && typeof step === "number") {
    const items = node.items.map(plainOf);
    items[step] = withValue(node.items[step], rest, value);
    return items;
  }
  if (node.kind !== "map") return nested(steps, value);
  const old = node.pairs.find((pair) => pair.key === String(step))?.value;
  return { ...(plainOf(node) as object), [step]: withValue(old, rest, value) };
}

function withoutValue(node: YamlNode | undefined, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || node === undefined || node.kind === "text") return undefined;
  if (node.kind === "list") {
    const items = node.items.map(plainOf);
    if (rest.length === 0) items.splice(Number(step), 1);
    else items[Number(step)] = withoutValue(node.items[Number(step)], rest);
    return items;
  }
  const copy = plainOf(node) as Record<string, unknown>;
  const old = node.pairs.find((pair) => pair.key === String(step))?.value;
  if (rest.length === 0)
    return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== String(step)));
  return { ...copy, [step]: withoutValue(old, rest) };
}

function isOneLine(text: string, node: YamlNode): boolean {
  return node.kind === "text" && !text.slice(node.start, node.end).includes("\n");
}

function isOneLineScalar(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && !emitScalar(value, 2).includes("\n");
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset of the line feed that ends the line, or the end of the text. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

function endedLine(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
