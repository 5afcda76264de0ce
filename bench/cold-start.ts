/** `plumbline check` as a person starts it, against a Node that only starts and reads the same files. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Catalogue } from "#standards";
import { onDisk } from "./folder.ts";
import { median, milliseconds, quantile, ratio } from "./measure.ts";
import { root } from "./root.ts";
import { subjects, type Subject } from "./subjects.ts";
import { printSection, type Line } from "./table.ts";

const goal = 3;
/** What an installation holds. In a checkout the program first looks whether its source is newer than its bundle. */
const shipped = ["bin", "dist", "data", "package.json"];

/** Starts Node and reads every file of the folder, which no checker can do without. */
const readAll = `
const { readdirSync, readFileSync } = require("node:fs");
let bytes = 0;
for (const one of readdirSync(process.argv[1], { recursive: true, withFileTypes: true }))
  if (one.isFile()) bytes += readFileSync((one.parentPath ?? one.path) + "/" + one.name).length;
if (bytes === 0) process.exit(9);
`;

export function benchColdStart(catalogue: Catalogue, quick: boolean): void {
  if (!existsSync(join(root, "dist", "cli.mjs"))) {
    console.log("\nCold start: skipped, the program is not bundled (npm run build).");
    return;
  }
  const pairs = quick ? 5 : 21;
  const installed = mkdtempSync(join(tmpdir(), "plumbline-installed-"));
  try {
    for (const part of shipped) cpSync(join(root, part), join(installed, part), { recursive: true });
    const program = join(installed, "bin", "plumbline.mjs");
    const lines = subjects(catalogue).map((subject, index) =>
      onDisk(subject, catalogue, (folder) =>
        compare({ subject, program, folder, pairs, isGoal: index === 0 }),
      ),
    );
    printSection(
      `plumbline check, cold, against node reading the same files (median of ${String(pairs)} pairs)`,
      lines,
    );
  } finally {
    rmSync(installed, { recursive: true, force: true });
  }
}

interface Comparison {
  readonly subject: Subject;
  readonly program: string;
  readonly folder: string;
  readonly pairs: number;
  readonly isGoal: boolean;
}

function compare({ subject, program, folder, pairs, isGoal }: Comparison): Line {
  const check: number[] = [];
  const bare: number[] = [];
  // Pairs, so that a busy moment of the machine slows both.
  for (let pair = 0; pair <= pairs; pair += 1) {
    const read = run(["-e", readAll, folder], [0]);
    const full = run([program, "check", folder, "--as-of", subject.now, "--format", "json"], [0, 1]);
    // The first pair fills the caches of the disk.
    if (pair === 0) continue;
    bare.push(read);
    check.push(full);
  }
  const ratios = check.map((one, index) => one / (bare[index] ?? Number.NaN));
  const factor = median(ratios);
  return {
    what: subject.name,
    figure: ratio(factor),
    more: `check ${milliseconds(median(check))} (p95 ${milliseconds(quantile(check, 0.95))}), node and files ${milliseconds(median(bare))}`,
    ...(isGoal ? { goal: `${String(goal)}×`, ofGoal: factor / goal } : {}),
  };
}

function run(args: readonly string[], allowed: readonly number[]): number {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [...args], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  const took = Number(process.hrtime.bigint() - started) / 1e6;
  if (!allowed.includes(status ?? -1))
    throw new Error(
      `node ${args.slice(0, 2).join(" ")} ended with ${String(status)}: ${stderr.slice(0, 400)}`,
    );
  return took;
}
