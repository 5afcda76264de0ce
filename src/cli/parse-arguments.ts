/** Reads flags and operands of one command; every slip is answered with what was probably meant. */
import { parseArgs } from "node:util";
import { isIsoDate } from "#base/calendar";
import { didYouMean } from "#base/near-miss";
import { globalOptions, type Command, type Flags, type OptionSpec, type OptionSpecs } from "./command.ts";
import { commandUsage } from "./usage.ts";
import { UsageError } from "./usage-error.ts";

export interface ParsedArguments {
  readonly flags: Flags;
  readonly operands: readonly string[];
}

type Value = string | boolean;

/** Parses what stands behind the command's name. */
export function parseArguments(command: Command, args: readonly string[]): ParsedArguments {
  const specs: OptionSpecs = { ...globalOptions, ...command.options };
  const refuse = (message: string): never => {
    throw new UsageError(message, commandUsage(command));
  };
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, parserOption(spec)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values = new Map<string, Value[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) return refuse(unknownFlag(token.rawName, Object.keys(specs)));
    const value = readValue(token.rawName, spec, token.value, token.inlineValue === true, refuse);
    const earlier = values.get(token.name);
    if (earlier !== undefined && spec.multiple !== true && spec.type === "string") {
      return refuse(`${token.rawName} is given twice`);
    }
    values.set(token.name, [...(earlier ?? []), value]);
  }
  const flags = makeFlags(values);
  if (!flags.on("help")) checkOperands(command, positionals, refuse);
  const day = flags.text("as-of");
  if (day !== undefined && !isIsoDate(day)) refuse(`--as-of ${day} is not a day written YYYY-MM-DD`);
  return { flags, operands: positionals };
}

function parserOption(spec: OptionSpec) {
  return {
    type: spec.type,
    multiple: true as const,
    ...(spec.short === undefined ? {} : { short: spec.short }),
  };
}

function readValue(
  rawName: string,
  spec: OptionSpec,
  value: string | undefined,
  inline: boolean,
  refuse: (message: string) => never,
): Value {
  if (spec.type === "boolean") return inline ? refuse(`${rawName} takes no value`) : true;
  if (value === undefined || (!inline && /^-./.test(value))) {
    return refuse(`${rawName} needs a value: ${rawName} ${spec.value ?? "VALUE"}`);
  }
  if (spec.words !== undefined && !spec.words.includes(value)) {
    const meant = didYouMean(value, spec.words);
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    return refuse(`${rawName} ${value} is not one of ${spec.words.join(", ")}${hint}`);
  }
  return value;
}

function unknownFlag(rawName: string, known: readonly string[]): string {
  const meant = rawName.startsWith("--") ? didYouMean(rawName.slice(2), known) : undefined;
  return `unknown flag ${rawName}${meant === undefined ? "" : `; did you mean --${meant}?`}`;
}

function checkOperands(
  command: Command,
  operands: readonly string[],
  refuse: (message: string) => never,
): void {
  if (operands.length < command.minOperands) refuse(`${command.name} needs ${command.operand}`);
  if (operands.length > command.maxOperands) {
    refuse(`${command.name} does not know what to do with "${operands[command.maxOperands] ?? ""}"`);
  }
}

function makeFlags(values: ReadonlyMap<string, readonly Value[]>): Flags {
  const list = (name: string): readonly string[] =>
    (values.get(name) ?? []).filter((value): value is string => typeof value === "string");
  return {
    list,
    text: (name) => list(name).at(-1),
    on: (name) => values.has(name),
  };
}
