/** npm run bench: runs the benchmarks and prints figures and ratios; it never asserts. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root, runTool } from "./install.mjs";

ensureInstalled();
const built = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
});
if (built.status !== 0) process.exit(built.status ?? 1);
process.exit(runTool("tsx/dist/cli.mjs", [join("bench", "main.ts"), ...process.argv.slice(2)]));
