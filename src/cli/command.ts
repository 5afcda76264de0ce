/** What a command is: its name, its flags, its usage and what it does. */
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** Name of the value in the usage, for example DIR. */
  readonly value?: string;
  readonly help: string;
  /** The words that are allowed as a value. */
  readonly words?: readonly string[];
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** Parsed flags with typed look-ups; the parser has refused everything that the command does not know. */
export interface Flags {
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly on: (name: string) => boolean;
}

export interface Invocation {
  readonly terminal: Terminal;
  readonly flags: Flags;
  readonly operands: readonly string[];
  /** Folder of the program, where `data/` lies. */
  readonly home: string;
  readonly version: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Usage lines without the word plumbline. */
  readonly usage: readonly string[];
  readonly options: OptionSpecs;
  readonly minOperands: number;
  readonly maxOperands: number;
  /** What the operand is, for messages: "a dossier folder". */
  readonly operand: string;
  readonly details?: string;
  readonly examples?: readonly string[];
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

/** Flags that every command takes. */
export const globalOptions: OptionSpecs = {
  "as-of": { type: "string", value: "YYYY-MM-DD", help: "Evaluate as on this day instead of today." },
  standards: {
    type: "string",
    multiple: true,
    value: "DIR",
    help: "Also read edition files from this folder.",
  },
  out: { type: "string", short: "o", value: "FILE", help: "Write the result to this file." },
  quiet: { type: "boolean", short: "q", help: "Say only what was asked for: no progress, no hints." },
  "no-color": { type: "boolean", help: "No colour (also NO_COLOR; FORCE_COLOR turns it on)." },
  help: { type: "boolean", short: "h", help: "Show the usage of the command." },
};

export function formatOption(words: readonly string[]): OptionSpec {
  return {
    type: "string",
    short: "f",
    value: words.join("|"),
    words,
    help: `Output format; ${words[0] ?? ""} is the default.`,
  };
}
