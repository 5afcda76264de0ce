#!/usr/bin/env node
// Runs the bundle where it is there and newer than the source, else the source itself (in a checkout).
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("../", import.meta.url));
const bundle = `${home}dist/cli.mjs`;
const source = `${home}src`;

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) latest = Math.max(latest, newest(path));
    else if (entry.name.endsWith(".ts")) latest = Math.max(latest, statSync(path).mtimeMs);
  }
  return latest;
}

const built = existsSync(bundle) && (!existsSync(source) || newest(source) <= statSync(bundle).mtimeMs);
const { version } = JSON.parse(readFileSync(`${home}package.json`, "utf8"));

let cli;
if (built) {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache?.();
  cli = await import("../dist/cli.mjs");
} else {
  const { register } = await import("tsx/esm/api");
  register();
  cli = await import("../src/cli/main.ts");
}
process.exitCode = await cli.main(process.argv.slice(2), { home, version });
