/** All gates but the tests: types, purity, lint, import rules, unused code. Answers 0 when all hold. */
import { ensureInstalled, runTool } from "./install.mjs";

const gates = [
  ["types", "typescript/bin/tsc", ["-p", "tsconfig.json"]],
  ["purity (no Node in pure modules)", "typescript/bin/tsc", ["-p", "tsconfig.pure.json"]],
  ["lint", "eslint/bin/eslint.js", ["."]],
  [
    "import rules",
    "dependency-cruiser/bin/dependency-cruise.mjs",
    ["src", "--config", ".dependency-cruiser.mjs", "--output-type", "err"],
  ],
  ["unused code", "knip/bin/knip.js", []],
];

export function runGates() {
  ensureInstalled();
  const broken = [];
  for (const [name, script, args] of gates) {
    const started = Date.now();
    const status = runTool(script, args);
    console.log(
      `${status === 0 ? "ok    " : "FAILED"}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (status !== 0) broken.push(name);
  }
  return broken;
}
