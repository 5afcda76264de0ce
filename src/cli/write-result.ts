/** Writes a result to a file whole or not at all: beside it first, then renamed. */
import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "./input-error.ts";

export async function writeResult(cwd: string, file: string, text: string): Promise<void> {
  const target = resolve(cwd, file);
  const beside = `${target}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(beside, text, { flag: "wx" });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw new InputError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
