/** npm test: installs what is missing, runs all tests and ends with "N passed, N failed". */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, runTool } from "./install.mjs";

ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), "plumbline-test-"));
const report = join(folder, "report.json");
const status = runTool("vitest/vitest.mjs", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
let passed = 0;
let failed = 0;
let skipped = 0;
try {
  const summary = JSON.parse(readFileSync(report, "utf8"));
  passed = summary.numPassedTests;
  failed = summary.numFailedTests;
  skipped = summary.numPendingTests + summary.numTodoTests;
  // A file that does not even load has no test to count, and must not look green.
  const broken = summary.testResults.filter(
    (one) => one.status === "failed" && one.assertionResults.length === 0,
  ).length;
  failed += broken;
} catch (error) {
  console.error(`The test run left no report: ${error instanceof Error ? error.message : String(error)}`);
  failed = Math.max(failed, 1);
}
rmSync(folder, { recursive: true, force: true });
if (status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed > 0 ? 1 : 0);
