/** Other processes on the same data: started from a test, talked to by lines, ended without warning. */
import { spawn, type ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll } from "vitest";

export interface Child {
  readonly pid: number;
  /** Lines of standard output so far. */
  readonly lines: readonly string[];
  readonly errors: () => string;
  /** Resolves with the first line that begins so; rejects when the process ends before. */
  readonly line: (beginning: string) => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  readonly ended: Promise<number | null>;
}

const home = fileURLToPath(new URL("../../", import.meta.url));
const bundles = new Map<string, Promise<string>>();

afterAll(async () => {
  for (const outfile of bundles.values()) await rm(await outfile, { force: true });
});

/** Bundled once per test file: a process then starts in half the time. */
function bundled(file: string): Promise<string> {
  const known = bundles.get(file);
  if (known !== undefined) return known;
  // Below node_modules, where packages are found from.
  const outfile = `${home}node_modules/.cache/plumbline-tests/${file}-${process.pid}.mjs`;
  const made = build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    absWorkingDir: home,
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  }).then(() => outfile);
  bundles.set(file, made);
  return made;
}

/** Runs a TypeScript file of this folder. */
export async function startChild(file: string, argument: unknown): Promise<Child> {
  const child = spawn(process.execPath, [await bundled(file), JSON.stringify(argument)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let errors = "";
  let over = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const wake of waiting) wake();
  });
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = endOf(child).then((code) => {
    over = true;
    for (const wake of waiting) wake();
    return code;
  });
  const line = (beginning: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const wake = (): void => {
        const found = lines.find((one) => one.startsWith(beginning));
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`The process ended before "${beginning}": ${errors}`));
        else return;
        waiting.delete(wake);
      };
      waiting.add(wake);
      wake();
    });
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, lines, errors: () => errors, line, kill, ended };
}

/** After the last line was read, too. */
function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) =>
    child.once("close", (code) => {
      resolve(code);
    }),
  );
}
