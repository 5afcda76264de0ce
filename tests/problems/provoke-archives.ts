/** Provocations of `file/zip-…`: archives that are damaged, hostile, or packed by a careless tool. */
import { readZip, type ZipLimits } from "#interchange/dossier-zip";
import { makeZip, type MadeEntry } from "../zip/make-zip.ts";
import type { DiskProvocation, ProvocationTable } from "./provocation.ts";

const header: MadeEntry = { name: "plumbline.yaml", content: "plumbline: 1\n" };

/** What the reader says of an archive that holds a header and this entry. */
function packing(entry: MadeEntry, limits: Partial<ZipLimits> = {}): DiskProvocation {
  return reading(makeZip([header, entry]), limits);
}

function reading(archive: Uint8Array, limits: Partial<ZipLimits> = {}): DiskProvocation {
  return {
    run: async () => {
      const answer = await readZip(archive, limits);
      return answer.ok ? answer.value.problems : answer.error;
    },
  };
}

export const archiveProvocations: ProvocationTable = {
  "file/zip-unreadable": reading(makeZip([header]).subarray(0, 60)),
  "file/zip-damaged": packing({ name: "evidence/scan.txt", content: "open: 22", saysCrc: 1 }),
  "file/zip-too-large": packing({ name: "evidence/scan.txt", content: "open: 22" }, { archiveBytes: 100 }),
  "file/zip-ratio": packing({ name: "evidence/zeros.bin", content: Buffer.alloc(4 * 1024 * 1024) }),
  "file/zip-path": packing({ name: "../../etc/cron.d/job" }),
  "file/zip-name-encoding": packing({
    name: Buffer.from("evidence/Pr\u0081fbericht.pdf", "latin1"),
    flags: 0,
  }),
  "file/zip-name-twice": packing({ name: "PLUMBLINE.yaml" }),
  "file/zip-special": packing({ name: "evidence/report.pdf", content: "/etc/passwd", mode: 0o120777 }),
  "file/zip-encrypted": packing({ name: "evidence/scan.txt", flags: 0x801 }),
  "file/zip-method": packing({ name: "evidence/scan.txt", saysMethod: 12 }),
  "file/zip-left-out": packing({ name: "__MACOSX/._plumbline.yaml" }),
};
