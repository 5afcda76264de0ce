// Writes dist/empty-database.tar.gz, which spares the first start the making of a database, and dist/migrations/ for the bundle.
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

const home = fileURLToPath(new URL("../", import.meta.url));
register();
const { prepareDatabase } = await import("../src/store/database/prepare-database.ts");
const { readMigrations } = await import("../src/store/database/migrations.ts");

const migrations = await readMigrations();
const archive = await prepareDatabase(migrations);
mkdirSync(`${home}dist`, { recursive: true });
cpSync(`${home}src/store/database/migrations`, `${home}dist/migrations`, { recursive: true });
rmSync(`${home}dist/empty-database.json`, { force: true });
writeFileSync(`${home}dist/empty-database.tar.gz.new`, archive);
renameSync(`${home}dist/empty-database.tar.gz.new`, `${home}dist/empty-database.tar.gz`);
// By this list a program with another schema sees that the archive is not for it.
writeFileSync(`${home}dist/empty-database.json`, `${JSON.stringify(migrations.map((one) => one.hash))}\n`);
console.log(`dist/empty-database.tar.gz: ${Math.round(archive.length / 1024)} KB`);
