/** The prepared empty database for tests, made once per schema and shared by all test processes of the machine. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readMigrations, type Migration } from "../../src/store/database/migrations.ts";
import { prepareDatabase } from "../../src/store/database/prepare-database.ts";

/** Path of the archive of a database with these migrations, the program's own where none are given. */
export async function preparedArchive(given?: readonly Migration[]): Promise<string> {
  const migrations = given ?? (await readMigrations());
  const hash = createHash("sha256").update(migrations.map((one) => one.hash).join(" "));
  const file = path.join(tmpdir(), `plumbline-test-empty-${hash.digest("hex").slice(0, 16)}.tar.gz`);
  if (existsSync(file)) return file;
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, await prepareDatabase(migrations));
  await rename(draft, file);
  return file;
}

/** An empty folder, and its removal. */
export async function emptyFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-test-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
