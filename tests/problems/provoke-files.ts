/** Provocations of `file/…` and `import/…`: faults of files, before any standard is asked. */
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { applyEdits, type FolderFile } from "#interchange/dossier-folder";
import { readMarkdownAssessment, type ImportOptions } from "#interchange/markdown-assessment";
import type { Problem } from "#problems";
import { loadCatalogue, readFolder, writeFiles } from "#store";
import { put, type DiskProvocation, type ProvocationTable, type TextProvocation } from "./provocation.ts";

function inFile(path: string, change: (text: string) => string): TextProvocation {
  return {
    text: (files) => {
      if (!files.some((one) => one.path === path)) throw new Error(`the written folder has no ${path}`);
      return files.map((one) => (one.path === path ? { path, text: changed(one.text, change) } : one));
    },
  };
}

function changed(text: string, change: (text: string) => string): string {
  const next = change(text);
  if (next === text) throw new Error("the text edit changed nothing");
  return next;
}

const replace = (path: string, from: string | RegExp, to: string): TextProvocation =>
  inFile(path, (text) => text.replace(from, to));
const add = (...more: readonly FolderFile[]): TextProvocation => ({ text: (files) => [...files, ...more] });

async function reading(folder: string): Promise<readonly Problem[]> {
  return (await readFolder(folder)).problems;
}

const onDisk = (prepare: (folder: string) => void): DiskProvocation => ({ prepare, run: reading });

const textCodes: ProvocationTable = {
  "file/no-dossier": { text: (files) => files.filter((one) => one.path !== "plumbline.yaml") },
  "file/yaml-syntax": replace("ics.yaml", "support: Y", "support: [Y"),
  "file/yaml-feature": replace("ics.yaml", "support: Y", "support: &yes Y"),
  "file/format-version": replace("plumbline.yaml", "plumbline: 1", "plumbline: 7"),
  "file/unknown-key": replace("ics.yaml", "support: Y", "suport: Y"),
  "file/duplicate-key": replace("ics.yaml", /( *)support: Y\n/, "$1support: Y\n$1support: N\n"),
  "file/defined-twice": add({
    path: "assessment/extra.yaml",
    text: "cases:\n  5.1-1-1:\n    tester: Somebody else\n",
  }),
  "file/missing-key": inFile("evidence.yaml", (text) => text.replace(/^ *title: .*\n/m, "")),
  "file/wrong-type": replace("ics.yaml", "support: Y", "support: [Y]"),
  "file/invalid-value": replace("ics.yaml", "support: Y", "support: Yes"),
  "file/unknown-file": {
    text: (files) => files.map((one) => (one.path === "ics.yaml" ? { ...one, path: "isc.yaml" } : one)),
  },
  "file/name-disagrees": {
    text: (files) =>
      files.map((one) =>
        one.path === "ixit/01-AuthMech.yaml" ? { ...one, path: "ixit/22-Mech.yaml" } : one,
      ),
  },
};

const diskCodes: ProvocationTable = {
  "file/unreadable": onDisk((folder) => {
    rmSync(join(folder, "ics.yaml"));
    symlinkSync("nowhere.yaml", join(folder, "ics.yaml"));
  }),
  "file/not-utf-8": onDisk((folder) => {
    put(folder, "ics.yaml", Uint8Array.from([0x6f, 0x77, 0x6e, 0x3a, 0x20, 0xfc, 0x0a]));
  }),
  "file/too-large": onDisk((folder) => {
    put(folder, "ixit/11-SecComMech.yaml", "#".repeat(9 * 1024 * 1024));
  }),
  "file/too-many": onDisk((folder) => {
    for (let count = 0; count < 2001; count += 1) put(folder, `assessment/a${String(count)}.yaml`, "");
  }),
  "file/symlink-outside": onDisk((folder) => {
    symlinkSync("/etc/hostname", join(folder, "evidence", "report.txt"));
  }),
  "file/not-written": {
    run: async (folder) => {
      const answer = await writeFiles(folder, [{ path: "../outside.yaml", text: "x" }]);
      return answer.ok ? [] : answer.error;
    },
  },
  "file/edit-impossible": {
    run: (_folder, catalogue) => {
      const answer = applyEdits(
        [{ path: "plumbline.yaml", text: "plumbline: 1\n" }],
        [{ op: "rename", path: ["header", "id"], to: "name" }],
        catalogue,
      );
      return answer.ok ? [] : answer.error;
    },
  },
  "file/standards-unreadable": {
    prepare: (folder) => {
      put(folder, "own-standards/mine.json", '{ "kind": "provisions",');
    },
    run: async (folder) =>
      (await loadCatalogue({ own: [join(folder, "own-standards")] })).problems.filter((one) =>
        one.message.includes("mine.json"),
      ),
  },
};

const named: ImportOptions = { id: "imported", subjectName: "Lamp", supplierName: "Quay Light AB" };
const ixitFile = {
  path: "ixit_5-VulnMon.md",
  text: "# IXIT 5-VulnMon\n\n## VulnMon-Main\n\n**Description**\n\nMailing lists are read daily.\n",
};

function importing(text: string, options: Partial<ImportOptions>): DiskProvocation {
  return {
    run: (_folder, catalogue) =>
      readMarkdownAssessment([{ ...ixitFile, text }], catalogue, { ...named, ...options }).problems,
  };
}

const importCodes: ProvocationTable = {
  "import/file-refused": importing(ixitFile.text, { limits: { characters: 10 } }),
  "import/nothing-recognised": {
    run: (_folder, catalogue) =>
      readMarkdownAssessment([{ path: "README.md", text: "Hello.\n" }], catalogue, named).problems,
  },
  "import/edition-unknown": importing(ixitFile.text, {
    tests: { document: "ETSI TS 103 701", edition: "V9.9.9" },
  }),
  "import/to-complete": {
    run: (_folder, catalogue) =>
      readMarkdownAssessment([ixitFile], catalogue, { id: named.id, subjectName: named.subjectName })
        .problems,
  },
};

export const fileProvocations: ProvocationTable = { ...textCodes, ...diskCodes, ...importCodes };
