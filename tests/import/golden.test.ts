/** Each folder under cases/ is one import; what it must give stands in its expected.json. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { accountFor, readMarkdownAssessment } from "#interchange/markdown-assessment";
import { casesFolder, catalogue, readFolder } from "./load.ts";

const otherFiles: Readonly<Record<string, readonly string[]>> = {
  "evidence-links": ["captures/policy page.pcapng", "shots/open.png", "secret.pcap"],
};

describe.each(readdirSync(casesFolder).sort())("%s", (name) => {
  const files = readFolder(join(casesFolder, name));
  const reading = readMarkdownAssessment(files, catalogue, {
    id: "lamp",
    subjectName: "Lamp",
    supplierName: "Lamp Works",
    otherFiles: otherFiles[name] ?? [],
  });

  it("gives the expected dossier and listing", async () => {
    const shown = {
      dossier: { ...reading.dossier, header: undefined },
      listing: reading.listing,
      counts: reading.counts,
      attachments: reading.attachments,
    };
    await expect(`${JSON.stringify(shown, undefined, 2)}\n`).toMatchFileSnapshot(
      join(casesFolder, name, "expected.json"),
    );
  });

  it("drops no line", () => {
    expect(accountFor(files, reading).unaccounted).toEqual([]);
  });
});
