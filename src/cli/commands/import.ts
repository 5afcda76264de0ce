/** `plumbline import markdown`: an assessment written as Markdown becomes a dossier, or changes of one. */
import { mkdir, readdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Dossier } from "#dossier";
import type { Catalogue } from "#standards";
import type { ImportComparison, ImportReading } from "#workbench";
import { formatOption, type Command, type Invocation } from "../command.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { InputError } from "../input-error.ts";
import { counted } from "../pretty/marks.ts";
import { readAttachments, type Attachments } from "../read-attachments.ts";
import { readImportFolder } from "../read-import-folder.ts";
import { faultList, folderPort, openCatalogue, readingProblems, shortName } from "../session.ts";
import { UsageError } from "../usage-error.ts";

export const importCommand: Command = {
  name: "import",
  summary: "Read an assessment written as Markdown into a dossier",
  usage: ["import markdown FOLDER --out DOSSIER [--yes] [--replace] [--list]"],
  options: {
    out: {
      type: "string",
      short: "o",
      value: "DOSSIER",
      help: "Folder of the dossier; made where it is not there.",
    },
    format: formatOption(["pretty", "json"]),
    name: {
      type: "string",
      value: "NAME",
      help: "Name of the product; from the folder's name where not given.",
    },
    release: { type: "string", value: "TEXT", help: "Release the assessment is about." },
    supplier: { type: "string", value: "NAME", help: "Supplier Organization." },
    list: { type: "boolean", help: "List every passage that deserves a look, with file and line." },
    yes: { type: "boolean", short: "y", help: "Into an existing dossier: add what is new without asking." },
    replace: { type: "boolean", help: "Also replace what differs; replaced values are kept as notes." },
  },
  minOperands: 2,
  maxOperands: 2,
  operand: "a format and a folder: import markdown FOLDER --out DOSSIER",
  details:
    "Nothing is dropped: passages that found no place become notes of the dossier. An existing dossier loses no answer.",
  examples: ["import markdown assessment/ --out dossier/"],
  run: async (invocation) => {
    const { flags, operands, terminal } = invocation;
    const [format = "", folder = ""] = operands;
    if (format !== "markdown") throw new UsageError(`import reads markdown, not "${format}"`);
    const out = flags.text("out");
    if (out === undefined) throw new UsageError("import needs --out DOSSIER");
    const source = resolve(terminal.cwd, folder);
    const target = resolve(terminal.cwd, out);
    terminal.progress(`Reading ${folder} …`);
    const found = await readImportFolder(source, folder);
    if (found.markdown.length === 0) throw new InputError(`${folder} holds no Markdown file`);
    const catalogue = await openCatalogue(invocation);
    const { readImport, withHashes } = await import("#workbench");
    const reading = await readImport(
      found.markdown,
      catalogue,
      importOptions(invocation, source, target, found.others),
    );
    terminal.progress(`Read ${counted(found.markdown.length, "file")}.`);
    const attachments = await readAttachments(source, reading.attachments);
    const hashes = new Map([...attachments.files].map(([path, { sha256 }]) => [path, sha256]));
    const work: Work = {
      invocation,
      catalogue,
      reading,
      dossier: withHashes(reading.dossier, hashes),
      attachments,
      target,
      refused: [...found.refused, ...attachments.refused],
    };
    return (await hasDossier(target)) ? intoExisting(work) : intoNew(work);
  },
};

interface Work {
  readonly invocation: Invocation;
  readonly catalogue: Catalogue;
  readonly reading: ImportReading;
  /** What was read, with the hashes of the attachments. */
  readonly dossier: Dossier;
  readonly attachments: Attachments;
  readonly target: string;
  readonly refused: readonly string[];
}

function importOptions({ flags }: Invocation, source: string, target: string, others: readonly string[]) {
  const release = flags.text("release");
  const supplier = flags.text("supplier");
  const words = basename(source)
    .replace(/[-_.]+/g, " ")
    .trim();
  return {
    id:
      basename(target)
        .replace(/[^A-Za-z0-9._:+-]+/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "") || "imported",
    subjectName: flags.text("name") ?? (words === "" ? "Imported product" : words),
    ...(release === undefined ? {} : { release }),
    ...(supplier === undefined ? {} : { supplierName: supplier }),
    otherFiles: others,
  };
}

async function hasDossier(target: string): Promise<boolean> {
  const names = await readdir(target).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new InputError(
      `${target} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  if (names.some((name) => /^plumbline\.ya?ml$/.test(name))) return true;
  if (names.some((name) => !name.startsWith(".")))
    throw new InputError(`${target} is neither empty nor a dossier; nothing was written`);
  return false;
}

async function intoNew(work: Work): Promise<ExitCode> {
  const { catalogue, dossier, attachments, target, invocation } = work;
  const { filesOfImport } = await import("#workbench");
  const copies = [...attachments.files].map(([path, { bytes }]) => ({ path, text: bytes }));
  await mkdir(target, { recursive: true });
  const written = await folderPort(target).write([...filesOfImport(dossier, catalogue), ...copies]);
  if (!written.ok) throw new InputError(faultList("the dossier was not written", written.error));
  await printSummary(work);
  if (invocation.flags.text("format") !== "json") {
    const name = shortName(invocation.terminal.cwd, target);
    invocation.terminal.out(`\nWritten to ${name}. Next: plumbline check ${name}\n`);
  }
  return exitCodes.clean;
}

async function intoExisting(work: Work): Promise<ExitCode> {
  const { invocation, catalogue, target } = work;
  const { flags, terminal } = invocation;
  const { attachmentsOfChanges, checkDossier, compareWithExisting, applyImport } = await import("#workbench");
  const port = folderPort(target);
  const { dossier, files, problems, unreadable } = await checkDossier(port, catalogue, {
    now: terminal.today,
  });
  if (dossier === undefined || unreadable) {
    const why = `${target} cannot be read in full, so nothing is imported into it`;
    throw new InputError(faultList(why, readingProblems(problems)));
  }
  const comparison = await compareWithExisting(dossier, work.dossier);
  await printSummary(work, comparison);
  // The JSON stands alone on the standard output; what happens then is said beside it.
  const say =
    flags.text("format") === "json"
      ? terminal.progress
      : (line: string) => {
          terminal.out(`${line}\n`);
        };
  const accepted = [
    ...((await agree(
      invocation,
      comparison.added.length,
      `Add ${counted(comparison.added.length, "value")}?`,
      flags.on("yes"),
    ))
      ? comparison.added
      : []),
    ...((await agree(
      invocation,
      comparison.changed.length,
      `Replace ${counted(comparison.changed.length, "value")} (the old ones stay as notes)?`,
      flags.on("yes") && flags.on("replace"),
    ))
      ? comparison.changed
      : []),
  ];
  if (accepted.length === 0) {
    say("Nothing was changed.");
    return exitCodes.clean;
  }
  const edits = applyImport(dossier, files, accepted, catalogue);
  if (!edits.ok) throw new InputError(faultList("nothing was changed", edits.error));
  const copied = attachmentsOfChanges(work.dossier, accepted);
  const written = await port.write([
    ...edits.value.map((one) => ({ path: one.path, text: one.after })),
    ...[...work.attachments.files].flatMap(([path, { bytes }]) =>
      copied.has(path) ? [{ path, text: bytes }] : [],
    ),
  ]);
  if (!written.ok) throw new InputError(faultList("nothing was changed", written.error));
  say(`${counted(accepted.length, "value")} imported into ${counted(edits.value.length, "file")}.`);
  return exitCodes.clean;
}

async function agree(
  { terminal, flags }: Invocation,
  count: number,
  question: string,
  already: boolean,
): Promise<boolean> {
  if (count === 0) return false;
  if (already) return true;
  if (flags.on("yes")) return false;
  const answer = await terminal.confirm(question);
  if (answer === undefined)
    terminal.err(
      `${question} Nobody can be asked here; --yes adds what is new, --yes --replace also replaces.`,
    );
  return answer === true;
}

async function printSummary(
  { invocation, reading, refused }: Work,
  comparison?: ImportComparison,
): Promise<void> {
  const { flags, terminal } = invocation;
  if (flags.text("format") === "json") {
    const { counts, listing, problems } = reading;
    const value = { schema: "plumbline-import/1", counts, listing, refused, problems };
    terminal.out(`${JSON.stringify(comparison === undefined ? value : { ...value, comparison }, null, 2)}\n`);
    return;
  }
  const { printComparison, printImport } = await import("../pretty/import-summary.ts");
  terminal.out(printImport(reading, refused, flags.on("list"), terminal));
  if (comparison !== undefined) terminal.out(printComparison(comparison, flags.on("list"), terminal));
}
