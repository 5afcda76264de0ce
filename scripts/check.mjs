/** npm run check: every gate that CI runs, in the same order. */
import { runGates } from "./gates.mjs";
import { runTool } from "./install.mjs";

const broken = runGates();
const prettier = process.argv.includes("--format")
  ? runTool("prettier/bin/prettier.cjs", ["--check", "."])
  : 0;
if (broken.length > 0 || prettier !== 0) {
  console.error(`Gates that do not hold: ${[...broken, ...(prettier === 0 ? [] : ["format"])].join(", ")}`);
  process.exit(1);
}
await import("./test.mjs");
