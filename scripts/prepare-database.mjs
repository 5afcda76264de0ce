// Writes dist/empty-database.tar.gz, which spares the first start the making of a database, and dist/migrations/ for the bundle.
import { cpSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

const home = fileURLToPath(new URL("../", import.meta.url));
register();
const { prepareDatabase } = await import("../src/store/database/prepare-database.ts");

const archive = await prepareDatabase();
mkdirSync(`${home}dist`, { recursive: true });
cpSync(`${home}src/store/database/migrations`, `${home}dist/migrations`, { recursive: true });
writeFileSync(`${home}dist/empty-database.tar.gz.new`, archive);
renameSync(`${home}dist/empty-database.tar.gz.new`, `${home}dist/empty-database.tar.gz`);
console.log(`dist/empty-database.tar.gz: ${Math.round(archive.length / 1024)} KB`);
