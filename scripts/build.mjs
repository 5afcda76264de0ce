// Bundles the command line into dist/: one entry, and a piece for each command and format that is loaded on demand.
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = fileURLToPath(new URL("../", import.meta.url));
// The prepared empty database stays: it depends on the migrations alone and takes some seconds to make.
for (const part of ["cli.mjs", "pieces", "migrations"]) rmSync(`${home}dist/${part}`, { recursive: true, force: true });

const result = await build({
  absWorkingDir: home,
  entryPoints: { cli: "src/cli/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  chunkNames: "pieces/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Under Node the package offers CommonJS only, which does not go into an ES module; its browser build is the same code.
  alias: { yaml: "./node_modules/yaml/browser/index.js" },
  // What the server needs is loaded from node_modules when it runs: native code, WebAssembly and their own files.
  external: [
    "@aws-sdk/*",
    "@electric-sql/pglite",
    "@fastify/*",
    "@node-rs/argon2",
    "@simplewebauthn/server",
    "fastify",
    "openid-client",
    "otpauth",
    "pg",
    "pino",
    "prom-client",
    "yauzl",
    "yazl",
  ],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
});

cpSync(`${home}src/store/database/migrations`, `${home}dist/migrations`, { recursive: true });
const bytes = Object.values(result.metafile.outputs).reduce((sum, one) => sum + one.bytes, 0);
console.log(`dist: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} KB`);
