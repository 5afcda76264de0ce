/** A terminal and an invocation for tests that run a command in this process. */
import type { Flags, Invocation } from "../../src/cli/command.ts";
import { makePaint } from "../../src/cli/paint.ts";
import { root } from "./run.ts";

export interface Said {
  readonly out: string[];
  readonly err: string[];
}

/** Nobody can be asked there; flags that are not named are off. */
export function invocationOn(
  folder: string,
  said: Said,
  flags: Readonly<Record<string, string | true>> = {},
): Invocation {
  const textOf = (name: string): string | undefined => {
    const value = flags[name];
    return typeof value === "string" ? value : undefined;
  };
  const own: Flags = {
    text: textOf,
    list: (name) => [textOf(name) ?? []].flat(),
    on: (name) => flags[name] !== undefined,
  };
  return {
    terminal: {
      out: (text) => void said.out.push(text),
      err: (line) => void said.err.push(line),
      progress: (line) => void said.err.push(line),
      confirm: () => Promise.resolve(undefined),
      ask: () => Promise.resolve(undefined),
      close: () => undefined,
      interactive: false,
      width: 100,
      paint: makePaint(false),
      quiet: false,
      cwd: folder,
      today: "2026-11-25",
    },
    flags: own,
    operands: ["."],
    home: root,
    version: "0.0.0",
  };
}
