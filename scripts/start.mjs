/** npm start: installs and builds what is missing, then runs the server and says where it is. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
if (isStale(join(root, "dist", "cli.mjs"), [join(root, "src"), join(root, "package-lock.json")])) {
  run("build.mjs", "Building …");
}
const migrations = join(root, "src", "store", "database", "migrations");
if (!process.env.DATABASE_URL && isStale(join(root, "dist", "empty-database.tar.gz"), [migrations])) {
  run("prepare-database.mjs", "Preparing an empty database (once, some seconds) …");
}
const server = spawn(process.execPath, [join(root, "bin", "plumbline.mjs"), "serve", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));

function run(script, message) {
  console.error(message);
  const result = spawnSync(process.execPath, [join(root, "scripts", script)], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function isStale(made, sources) {
  if (!existsSync(made)) return true;
  const at = statSync(made).mtimeMs;
  return sources.some((source) => newest(source) > at);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
