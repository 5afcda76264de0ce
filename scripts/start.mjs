/** npm start: until the workbench exists, checks the smart-plug example, writes its report and says where it is. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const built = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
});
if (built.status !== 0) process.exit(built.status ?? 1);
const plumbline = (args) =>
  spawnSync(process.execPath, [join(root, "bin", "plumbline.mjs"), ...args], { cwd: root, stdio: "inherit" })
    .status ?? 1;

const example = join("examples", "smart-plug");
const report = join(example, "out", "report.html");
console.log(`Checking the example dossier ${example} (it holds deliberate faults, see its README).\n`);
// The example is sound on this day; later its evidence runs out, as evidence does.
const day = ["--as-of", "2026-11-25"];
const checked = plumbline(["check", example, ...day]);
if (checked > 1) process.exit(checked);
const reported = plumbline(["report", example, "--out", report, ...day]);
if (reported > 1) process.exit(reported);
console.log(`\nThe report is at ${join(root, report)}`);
console.log("Next: npm run plumbline -- help, or read README.md.");
