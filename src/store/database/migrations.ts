/** The migrations as they lie on disk: numbered SQL files, each known by the hash of its text. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DatabaseFault } from "./database-fault.ts";

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

const fileName = /^(\d{4})-([a-z0-9-]+)\.sql$/;

export function migration(number: number, name: string, text: string): Migration {
  // A checkout may have turned the ends of lines.
  const plain = text.replaceAll("\r\n", "\n");
  return { number, name, text: plain, hash: createHash("sha256").update(plain).digest("hex") };
}

/** All migrations of the folder in the order of their numbers. */
export async function readMigrations(folder: string = migrationsFolder()): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const [, number, title] = fileName.exec(name) ?? [];
      if (number === undefined || title === undefined) {
        throw new DatabaseFault("folder", `${folder}${name} is not named as 0001-what-it-does.sql`);
      }
      return migration(Number(number), title, await readFile(`${folder}${name}`, "utf8"));
    }),
  );
  const twice = migrations.find((one, index) => one.number === migrations[index + 1]?.number);
  if (twice === undefined) return migrations;
  throw new DatabaseFault("folder", `Two migrations in ${folder} have the number ${String(twice.number)}`);
}

/** Beside this file in the source; in the bundle beside or above the file that this one became a part of. */
function migrationsFolder(): string {
  for (const place of ["./migrations/", "../migrations/"]) {
    const folder = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(`${folder}0001-schema.sql`)) return folder;
  }
  throw new DatabaseFault("folder", "The migrations are missing; build or install Plumbline again");
}
