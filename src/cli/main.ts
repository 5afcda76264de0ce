/** The command line: finds the command, runs it, and turns what happened into an exit code. */
import { didYouMean } from "#base/near-miss";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { InputError } from "./input-error.ts";
import { parseArguments, type ParsedArguments } from "./parse-arguments.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { commandHelp, commandUsage } from "./usage.ts";
import { UsageError } from "./usage-error.ts";

export interface Program {
  /** Folder of the program, where `data/` lies. */
  readonly home: string;
  readonly version: string;
}

/** Runs one command line and answers with its exit code; never throws. */
export async function main(args: readonly string[], program: Program): Promise<ExitCode> {
  stopQuietlyOnClosedPipe();
  try {
    return await dispatch(args, program);
  } catch (error) {
    return report(error);
  }
}

async function dispatch(args: readonly string[], program: Program): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-V" || name === "version") {
    process.stdout.write(`plumbline ${program.version}\n`);
    return exitCodes.clean;
  }
  if (name === undefined || name === "--help" || name === "-h") {
    process.stdout.write(generalHelp());
    return exitCodes.clean;
  }
  if (name === "help") return help(rest);
  const command = await loadCommand(name);
  const parsed = parseArguments(command, rest);
  if (parsed.flags.on("help")) {
    process.stdout.write(commandHelp(command));
    return exitCodes.clean;
  }
  return run(command, parsed, program);
}

async function help(names: readonly string[]): Promise<ExitCode> {
  const [name] = names.filter((one) => !one.startsWith("-"));
  process.stdout.write(
    name === undefined || name === "help" ? generalHelp() : commandHelp(await loadCommand(name)),
  );
  return exitCodes.clean;
}

async function loadCommand(name: string): Promise<Command> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) throw new UsageError(unknownCommand(name));
  return entry.load();
}

async function run(command: Command, parsed: ParsedArguments, program: Program): Promise<ExitCode> {
  const { flags, operands } = parsed;
  // A command with a flag --out of its own, such as import, means something else by it.
  const file = command.options["out"] === undefined ? flags.text("out") : undefined;
  const own = openTerminal({
    quiet: flags.on("quiet"),
    noColour: flags.on("no-color") || file !== undefined,
  });
  const pieces: string[] = [];
  const terminal: Terminal =
    file === undefined ? own : { ...own, width: 100, out: (text) => void pieces.push(text) };
  try {
    const code = await command.run({ terminal, flags, operands, ...program });
    if (file !== undefined && pieces.length > 0) {
      const { writeResult } = await import("./write-result.ts");
      await writeResult(terminal.cwd, file, pieces.join(""));
      terminal.progress(`Written to ${file}`);
    }
    return code;
  } catch (error) {
    if (error instanceof UsageError) error.usage ??= commandUsage(command);
    throw error;
  } finally {
    own.close();
  }
}

function unknownCommand(name: string): string {
  if (name.startsWith("-")) return `unknown flag ${name}: the command comes first`;
  const meant = didYouMean(name, [...Object.keys(commands), "help"]);
  return `unknown command "${name}"${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

function generalHelp(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    "Plumbline: a conformance workbench for ETSI cybersecurity standards.",
    "It organises evidence; it does not certify and gives no legal opinion.",
    "",
    "usage: plumbline COMMAND [OPERAND] [FLAGS]",
    "",
    ...Object.entries(commands).map(([name, entry]) => `  ${name.padEnd(width)}  ${entry.summary}`),
    "",
    "  plumbline help COMMAND   shows the flags of a command",
    "  plumbline --version      shows the version",
    "",
    "Exit codes: 0 no blockers · 1 blockers · 2 command line not understood · 3 unreadable input",
    "",
  ].join("\n");
}

/** A reader such as `head` that has seen enough ends the run without an error. */
function stopQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(exitCodes.clean);
      throw error;
    });
  }
}

function report(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    process.stderr.write(`plumbline: ${error.message}\n\n${error.usage ?? shortUsage()}\n`);
    return exitCodes.usage;
  }
  if (error instanceof InputError) {
    process.stderr.write(`plumbline: ${error.message}\n`);
    return exitCodes.unreadable;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `plumbline: an internal fault stopped this command; nothing was written by it.\n${text}\n`,
  );
  return exitCodes.unreadable;
}

function shortUsage(): string {
  return `usage: plumbline COMMAND [OPERAND] [FLAGS]\n       COMMAND is one of ${Object.keys(commands).join(", ")}`;
}
