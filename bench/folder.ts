/** A dossier folder on disk, for benchmarks that start processes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeDossierFolder } from "#interchange/dossier-folder";
import type { Catalogue } from "#standards";
import type { Subject } from "./subjects.ts";

/** Writes the subject into a temporary folder and takes it away after `use`. */
export function onDisk<T>(subject: Subject, catalogue: Catalogue, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-bench-"));
  try {
    const files = writeDossierFolder(subject.dossier, catalogue);
    for (const { path, text } of files) put(folder, path, text);
    for (const [path, text] of Object.entries(subject.contents)) put(folder, path, text);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function put(folder: string, path: string, text: string): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}
