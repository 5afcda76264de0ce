/** The world as a command sees it: streams, working folder, day, width and colour. */
import type { Interface } from "node:readline";
import { makePaint, wantsColour, type Paint } from "./paint.ts";

export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and errors, one line each. */
  readonly err: (line: string) => void;
  /** Progress, silent with --quiet. */
  readonly progress: (line: string) => void;
  /** Asks a yes-or-no question; undefined when nobody can answer. */
  readonly confirm: (question: string) => Promise<boolean | undefined>;
  /** Asks for a line; undefined when nobody can answer. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Ends the asking, so that the process can end. */
  readonly close: () => void;
  readonly interactive: boolean;
  readonly width: number;
  readonly paint: Paint;
  readonly quiet: boolean;
  readonly cwd: string;
  /** Today as YYYY-MM-DD in UTC; the only place where the clock is read. */
  readonly today: string;
}

const widthWithoutTerminal = 100;

export interface TerminalOptions {
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** Opens the process's own terminal. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { stdout, stderr, stdin, env } = process;
  const paint = makePaint(
    wantsColour({ isTerminal: stdout.isTTY, noColourFlag: options.noColour, environment: env }),
  );
  const interactive = stdin.isTTY && stderr.isTTY;
  const lines = interactive ? lineReader() : undefined;
  const ask = async (question: string): Promise<string | undefined> => lines?.next(question);
  return {
    out: (text) => void stdout.write(text),
    err: (line) => void stderr.write(`${line}\n`),
    progress: (line) => {
      if (!options.quiet) stderr.write(`${line}\n`);
    },
    ask,
    close: () => {
      lines?.close();
    },
    confirm: async (question) => {
      const answer = await ask(`${question} [y/N] `);
      return answer === undefined ? undefined : /^y(es)?$/i.test(answer.trim());
    },
    interactive,
    width: terminalWidth(stdout.isTTY ? stdout.columns : undefined, env["COLUMNS"]),
    paint,
    quiet: options.quiet,
    cwd: process.cwd(),
    today: new Date().toISOString().slice(0, 10),
  };
}

/** Lines as a person types or pastes them: what comes before it is asked for waits. Opened by the first question. */
function lineReader() {
  const waiting: string[] = [];
  let reader: Interface | undefined;
  let ended = false;
  let deliver: ((line: string | undefined) => void) | undefined;
  const open = async (): Promise<void> => {
    const { createInterface } = await import("node:readline");
    reader = createInterface({ input: process.stdin, output: process.stderr });
    reader.on("line", (line) => {
      if (deliver === undefined) waiting.push(line);
      else deliver(line);
    });
    reader.on("close", () => {
      ended = true;
      deliver?.(undefined);
    });
  };
  return {
    next: async (question: string): Promise<string | undefined> => {
      if (reader === undefined) await open();
      process.stderr.write(question);
      const early = waiting.shift();
      if (early !== undefined || ended) return early;
      return new Promise((resolve) => {
        deliver = (line) => {
          deliver = undefined;
          resolve(line);
        };
      });
    },
    close: () => {
      reader?.close();
    },
  };
}

/** Columns to fill: those of the terminal, else COLUMNS, else 100; between 40 and 160 so that lines stay readable. */
export function terminalWidth(columns: number | undefined, setting: string | undefined): number {
  const asked = columns ?? (setting === undefined ? Number.NaN : Number.parseInt(setting, 10));
  const width = Number.isFinite(asked) && asked > 0 ? asked : widthWithoutTerminal;
  return Math.min(160, Math.max(40, width));
}
