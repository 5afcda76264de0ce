/** Reads the ZIP form of a dossier folder from an archive of unknown origin: all of it is sound, or nothing is read. */
import { isUtf8 } from "node:buffer";
import { fail, ok, type Result } from "#base/result";
import type { Problem } from "#problems";
import { readTable } from "./central-directory.ts";
import { quoted } from "./entry-name.ts";
import { contentOf, EntryFault, type Budget } from "./inflate-entry.ts";
import { judgeEntries, type FileEntry, type JudgedEntries } from "./judge-entries.ts";
import { defaultZipLimits, type ZipLimits } from "./limits.ts";
import { archiveProblem, entryProblem, shown, sizeText } from "./refusal.ts";
import { headerElsewhere, sortContent, withoutTopFolder } from "./sort-content.ts";
import { sourceOf, type ZipBytes, type ZipInput } from "./zip-source.ts";

/** A file of the archive that is not read as text. Archives inside the archive are such files: they stay closed. */
export interface ZipEvidence {
  /** From the dossier folder, with forward slashes. */
  readonly path: string;
  /** Counted while inflating. */
  readonly bytes: number;
  /** Inflates the file, as often as wanted. It was checked before; a source that changed since ends the stream with an error. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface ZipContent {
  /** YAML files of the dossier by path; those in places that no dossier has stand there with an empty text, to be named. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly evidence: readonly ZipEvidence[];
  /** Notes only: what was left out. */
  readonly problems: readonly Problem[];
}

/** More problems than this are counted, not listed. */
const mostProblems = 100;

/**
 * What the archive holds. Everything is inflated once before the answer, so that a damaged or hostile archive is refused as a whole;
 * memory is needed for the archive (unless it can be read by range) and the YAML texts.
 */
export async function readZip(
  input: ZipInput,
  change: Partial<ZipLimits> = {},
): Promise<Result<ZipContent, readonly Problem[]>> {
  const opened = await openEntries(input, change);
  if (!opened.ok) return opened;
  const { source, limits, leftOut } = opened.value;
  const files = withoutTopFolder(opened.value.files);
  const problems = [...opened.value.problems, ...shapeProblems(files, limits)];
  if (problems.length > 0) return fail(atMost(problems));
  const content = await readContent(source, files, limits);
  return content.ok ? ok({ ...content.value, problems: leftOutNote(leftOut) }) : fail(atMost(content.error));
}

/**
 * The files of an archive that is no dossier, such as a backup, as they stand in it. Only names and structure are judged; each file is
 * checked while it is read, and a fault ends its stream with an error.
 */
export async function openZip(
  input: ZipInput,
  change: Partial<ZipLimits> = {},
): Promise<Result<readonly ZipEvidence[], readonly Problem[]>> {
  const opened = await openEntries(input, change);
  if (!opened.ok) return opened;
  const { source, limits, files, problems } = opened.value;
  if (problems.length > 0) return fail(atMost(problems));
  return ok(
    files.map((file) => ({
      path: file.path,
      bytes: file.entry.bytes,
      open: () => contentOf(source, file, limits.evidenceBytes, limits),
    })),
  );
}

interface OpenedEntries extends JudgedEntries {
  readonly source: ZipBytes;
  readonly limits: ZipLimits;
}

async function openEntries(
  input: ZipInput,
  change: Partial<ZipLimits>,
): Promise<Result<OpenedEntries, readonly Problem[]>> {
  const limits = { ...defaultZipLimits, ...change };
  const source = await sourceOf(input, limits.archiveBytes);
  if (!source.ok) return source;
  const table = await readTable(source.value, limits);
  if (!table.ok) return table;
  const judged = judgeEntries(table.value, limits);
  const problems = [...judged.problems, ...overlapProblems(judged.files, source.value)];
  return ok({ ...judged, problems, source: source.value, limits });
}

/** Entries that share packed bytes could make us work through the archive once for each of them. */
function overlapProblems(files: readonly FileEntry[], source: ZipBytes): readonly Problem[] {
  const packed = files.reduce((sum, file) => sum + file.entry.packedBytes, 0);
  if (packed <= source.bytes) return [];
  const message = `the files of the archive are said to have ${sizeText(packed)} packed, more than the archive itself: they overlap or are cut off`;
  return [archiveProblem("file/zip-unreadable", message)];
}

function shapeProblems(files: readonly FileEntry[], limits: ZipLimits): readonly Problem[] {
  const header = headerElsewhere(files);
  if (header !== undefined) {
    const folder = shown(header.slice(0, header.lastIndexOf("/")));
    const message = `plumbline.yaml stands in the folder ${folder} of the archive, beside other files; pack that folder alone`;
    return [archiveProblem("file/no-dossier", message)];
  }
  const { texts, elsewhere } = sortContent(files);
  const count = texts.length + elsewhere.length;
  if (count <= limits.yamlFiles) return [];
  const message = `the archive holds ${String(count)} YAML files; a dossier may have ${String(limits.yamlFiles)}`;
  return [archiveProblem("file/too-many", message)];
}

async function readContent(
  source: ZipBytes,
  found: readonly FileEntry[],
  limits: ZipLimits,
): Promise<Result<Pick<ZipContent, "files" | "evidence">, readonly Problem[]>> {
  const { texts, elsewhere, others } = sortContent(found);
  const budget: Budget = { left: limits.allBytes };
  const problems: Problem[] = [];
  const files: { path: string; text: string }[] = [];
  const evidence: ZipEvidence[] = [];
  let yamlBytes = 0;
  const attempt = async (file: FileEntry, read: () => Promise<void>): Promise<boolean> => {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof EntryFault)) throw error;
      problems.push(entryProblem(error.code, file.path, error.message));
      // A bomb is not worth the time of looking at the rest.
      return error.code === "file/zip-damaged";
    }
    return problems.length < mostProblems;
  };
  for (const file of texts) {
    const goOn = await attempt(file, async () => {
      const text = await textOf(source, file, limits, budget);
      yamlBytes += text.length;
      if (yamlBytes > limits.allYamlBytes) throw yamlTooLarge(file, limits);
      if (isUtf8(text)) files.push({ path: file.path, text: text.toString("utf8") });
      else problems.push(notUtf8(file));
    });
    if (!goOn) return fail(problems);
  }
  for (const file of others) {
    const goOn = await attempt(file, async () => {
      let bytes = 0;
      for await (const piece of contentOf(source, file, limits.evidenceBytes, limits, budget))
        bytes += piece.byteLength;
      const open = (): AsyncIterable<Uint8Array> => contentOf(source, file, bytes, limits);
      evidence.push({ path: file.path, bytes, open });
    });
    if (!goOn) return fail(problems);
  }
  for (const path of elsewhere) files.push({ path, text: "" });
  return problems.length > 0 ? fail(problems) : ok({ files, evidence });
}

async function textOf(source: ZipBytes, file: FileEntry, limits: ZipLimits, budget: Budget): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // One byte more than allowed is let through, so that the limit of YAML files is the one that speaks.
  for await (const piece of contentOf(source, file, Number.POSITIVE_INFINITY, limits, budget)) {
    bytes += piece.byteLength;
    if (bytes > limits.yamlBytes) {
      const message = `${quoted(file.path)} in the archive has more than ${sizeText(limits.yamlBytes)}; a YAML file of a dossier may not`;
      throw new EntryFault("file/too-large", message);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function yamlTooLarge(file: FileEntry, limits: ZipLimits): EntryFault {
  const message = `the YAML files of the archive have more than ${sizeText(limits.allYamlBytes)} together; ${quoted(file.path)} passes the limit`;
  return new EntryFault("file/too-large", message);
}

function notUtf8(file: FileEntry): Problem {
  return entryProblem("file/not-utf-8", file.path, `${quoted(file.path)} in the archive is not UTF-8 text`);
}

/** One note for all, with the first names. */
function leftOutNote(paths: readonly string[]): readonly Problem[] {
  if (paths.length === 0) return [];
  const names = paths.slice(0, 5).map(shown).join(", ");
  const more = paths.length > 5 ? ` and ${String(paths.length - 5)} more` : "";
  const count =
    paths.length === 1 ? "1 file of the archive is" : `${String(paths.length)} files of the archive are`;
  return [archiveProblem("file/zip-left-out", `${count} no part of a dossier and left out: ${names}${more}`)];
}

function atMost(problems: readonly Problem[]): readonly Problem[] {
  return problems.slice(0, mostProblems);
}
