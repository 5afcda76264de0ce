/** The dossiers that are measured: a real assessment where the sample is there, and the two sound ones. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Dossier, FileFact } from "#dossier";
import { readMarkdownAssessment } from "#interchange/markdown-assessment";
import type { Catalogue } from "#standards";
import { soundProduct } from "../tests/doubles/sound-product.ts";
import { soundTrustService } from "../tests/doubles/sound-trust-service.ts";
import { root } from "./root.ts";

export interface Subject {
  readonly name: string;
  readonly dossier: Dossier;
  readonly now: string;
  readonly files: Readonly<Record<string, FileFact>>;
  /** Content of the evidence files by path. */
  readonly contents: Readonly<Record<string, string>>;
}

const sample = join(root, "..", "shared", "samples", "ruuvi-gateway");

/** The imported real assessment; the sound product where the sample is not there. */
export function realAssessment(catalogue: Catalogue): Subject {
  if (!existsSync(sample))
    return { name: "sound product (the real assessment is not there)", ...soundProduct(catalogue) };
  const names = readdirSync(sample).sort();
  const markdown = names
    .filter((name) => name.endsWith(".md"))
    .map((path) => ({ path, text: readFileSync(join(sample, path), "utf8") }));
  const { dossier } = readMarkdownAssessment(markdown, catalogue, {
    id: "real-assessment",
    subjectName: "Gateway",
    supplierName: "Manufacturer",
    otherFiles: names.filter((name) => !name.endsWith(".md")),
  });
  return { name: "real assessment, imported", dossier, now: "2026-10-01", files: {}, contents: {} };
}

export function subjects(catalogue: Catalogue): readonly Subject[] {
  return [
    realAssessment(catalogue),
    { name: "sound product", ...soundProduct(catalogue) },
    { name: "sound trust service", ...soundTrustService(catalogue) },
  ];
}

/** What is in a dossier, in a few numbers. */
export function sizeOf(dossier: Dossier): string {
  const entries = Object.values(dossier.ixit).reduce((sum, table) => sum + Object.keys(table).length, 0);
  const rows = Object.values(dossier.requirements).reduce((sum, one) => sum + Object.keys(one).length, 0);
  const runs = Object.values(dossier.assessment.cases)
    .flatMap((one) => Object.values(one.units ?? {}))
    .reduce((sum, unit) => sum + Object.keys(unit).length, 0);
  return rows > 0
    ? `${String(rows)} requirement rows`
    : `${String(Object.keys(dossier.ics).length)} ICS rows, ${String(entries)} IXIT entries, ${String(runs)} results`;
}
