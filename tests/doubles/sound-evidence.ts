/** Evidence items of the sound dossiers, with the files behind them. */
import { createHash } from "node:crypto";
import type { EvidenceItem, FileFact } from "#dossier";

/** The day on which the sound dossiers are asked about. */
export const now = "2026-10-01";

export interface EvidenceSet {
  readonly items: Readonly<Record<string, EvidenceItem>>;
  readonly files: Readonly<Record<string, FileFact>>;
  /** File path → content, for tests that need the files on disk. */
  readonly contents: Readonly<Record<string, string>>;
}

export interface EvidenceSketch {
  readonly id: string;
  readonly title: string;
  readonly type: EvidenceItem["type"];
  readonly file: string;
  readonly supports?: NonNullable<EvidenceItem["supports"]>;
  readonly boundary?: NonNullable<EvidenceItem["boundary"]>;
  readonly more?: Partial<EvidenceItem>;
}

/** Complete items: hashed file, dates in order, a review due in half a year, an owner. */
export function evidenceSet(sketches: readonly EvidenceSketch[]): EvidenceSet {
  const items: Record<string, EvidenceItem> = {};
  const files: Record<string, FileFact> = {};
  const contents: Record<string, string> = {};
  for (const { id, title, type, file, supports, boundary, more } of sketches) {
    const content = `${title}\n\nContent of ${file}, made for the sound dossier.\n`;
    const sha256 = createHash("sha256").update(content).digest("hex");
    contents[file] = content;
    files[id] = { state: "present", sha256, bytes: Buffer.byteLength(content) };
    items[id] = {
      title,
      type,
      file,
      sha256,
      issuer: "Quality office",
      version: "3",
      madeOn: "2026-09-01",
      collectedOn: "2026-09-02",
      reviewedOn: "2026-09-10",
      reviewEvery: "P1Y",
      reopenedBy: ["release"],
      ...(boundary === undefined ? {} : { boundary }),
      ...(supports === undefined ? {} : { supports }),
      owner: "Quality manager",
      review: "reviewed",
      ...more,
    };
  }
  return { items, files, contents };
}
