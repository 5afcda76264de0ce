/**
 * `npm run bench`: bundles the benchmark as the program is bundled and runs it, so that what is measured is what is shipped.
 * `--only NAME` runs one part (evaluation, cold-start, fleet, spreadsheet), `--quick` takes fewer runs.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "./root.ts";

const bundle = join(root, "dist", "bench", "run.mjs");
await build({
  absWorkingDir: root,
  entryPoints: [fileURLToPath(import.meta.resolve("./run.ts"))],
  outfile: bundle,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
