/** What can be done as a job: each kind reads its input, does its act, and gives a result that JSON can carry. */
import type { Actor } from "#access";
import { fail, ok } from "#base/result";
import type { ActPorts } from "./act-ports.ts";
import { evaluateAll } from "./evaluate-all.ts";
import { importFolder, type ImportFolderCommand, type ImportReport } from "./import-folder.ts";
import type { Json } from "./ports/values.ts";
import { cancelled, invalid, notFound, type Answer } from "./refusal.ts";
import { isCancelled, type Working } from "./working.ts";
import { writeReport } from "./write-report.ts";

export interface JobPorts extends ActPorts {
  /** Of the program, for reports. */
  readonly version: string;
  readonly limits: { readonly archiveBytes: number; readonly reportBytes: number };
}

export type JobKind = "import-folder" | "write-report" | "evaluate-all";

type JobWork = (ports: JobPorts, actor: Actor, input: Fields, working: Working) => Promise<Answer<Json>>;

type Fields = Readonly<Record<string, Json | undefined>>;

const kinds: Readonly<Record<JobKind, JobWork>> = {
  "import-folder": importJob,
  "write-report": reportJob,
  "evaluate-all": async (ports, actor, input, working) => {
    const organisationId = textOf(input, "organisationId");
    if (organisationId === undefined) return invalid("The job names no organisation.");
    const answer = await evaluateAll(ports, actor, { organisationId }, working);
    return answer.ok ? ok({ ...answer.value }) : answer;
  },
};

export const jobKinds = Object.keys(kinds) as readonly JobKind[];

export function isJobKind(text: string): text is JobKind {
  return Object.hasOwn(kinds, text);
}

/** Does a job as the person who asked for it, with the rights that person has now. */
export function doJob(
  ports: JobPorts,
  actor: Actor,
  job: { readonly kind: JobKind; readonly input: Json },
  working: Working,
): Promise<Answer<Json>> {
  return kinds[job.kind](ports, actor, fieldsOf(job.input), working);
}

/**
 * Input: `upload`, the hash of a ZIP file in the blob store; `organisationId` for a new dossier, or `dossierId` with
 * `expectedRevision`; `dryRun`, `despiteProblems`, `leaveOut`.
 */
async function importJob(
  ports: JobPorts,
  actor: Actor,
  input: Fields,
  working: Working,
): Promise<Answer<Json>> {
  const into = targetOf(input);
  const upload = textOf(input, "upload");
  if (into === undefined || upload === undefined)
    return invalid("The job does not say what to import, or where to.");
  await working.progress(0, "Unpacking");
  const archive = await wholeBlob(ports, upload, ports.limits.archiveBytes);
  if (archive === undefined) return notFound("upload");
  const { readZip } = await import("#interchange/dossier-zip");
  const content = await readZip(archive);
  if (!content.ok) {
    const problems = content.error.map((one) => ({ ...one, place: undefined }));
    return invalid("The archive cannot be read.", { problems });
  }
  if (isCancelled(working)) return cancelled();
  const flag = (name: string): boolean => input[name] === true;
  const options = {
    dryRun: flag("dryRun"),
    despiteProblems: flag("despiteProblems"),
    leaveOut: flag("leaveOut"),
  };
  const answer = await importFolder(ports, actor, { into, ...content.value, ...options }, working);
  return answer.ok ? ok(reportJson(answer.value)) : answer;
}

function targetOf(input: Fields): ImportFolderCommand["into"] | undefined {
  const dossierId = textOf(input, "dossierId");
  const expectedRevision = input["expectedRevision"];
  if (dossierId !== undefined) {
    return typeof expectedRevision === "number" ? { dossierId, expectedRevision } : undefined;
  }
  const organisationId = textOf(input, "organisationId");
  return organisationId === undefined ? undefined : { organisationId };
}

/** Names of the changes, not the bodies: the result of a job is for looking at. */
export function reportJson(report: ImportReport): Json {
  const changes = report.changes.map(({ change, kind, key }) => ({ change, kind, key }));
  return JSON.parse(JSON.stringify({ ...report, changes })) as Json;
}

async function wholeBlob(
  { blobs }: JobPorts,
  sha256: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const facts = await blobs.has(sha256);
  if (facts === undefined || facts.bytes > maxBytes) return undefined;
  const found = await blobs.get(sha256);
  if (found === undefined) return undefined;
  const whole = new Uint8Array(facts.bytes);
  let at = 0;
  for await (const piece of found.content) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Input: `dossierId`, and `asOf` if not today. The report is kept as a blob, whose hash is the result. */
async function reportJob(
  ports: JobPorts,
  actor: Actor,
  input: Fields,
  working: Working,
): Promise<Answer<Json>> {
  const dossierId = textOf(input, "dossierId");
  if (dossierId === undefined) return invalid("The job names no dossier.");
  await working.progress(0.1, "Evaluating");
  const answer = await writeReport(ports, actor, {
    dossierId,
    asOf: textOf(input, "asOf"),
    version: ports.version,
  });
  if (!answer.ok) return answer;
  if (isCancelled(working)) return cancelled();
  await working.progress(0.8, "Keeping the report");
  const { head, asOf, html } = answer.value;
  const facts = await ports.blobs.put(inOnePiece(html), { maxBytes: ports.limits.reportBytes });
  if (facts === "too-large")
    return fail({ refused: "too-large", because: "The report is larger than this server keeps." });
  return ok({ dossierId, revision: head.revision, asOf, mediaType: "text/html; charset=utf-8", ...facts });
}

// eslint-disable-next-line @typescript-eslint/require-await -- the blob store takes what comes in pieces
async function* inOnePiece(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text);
}

function fieldsOf(input: Json): Fields {
  return typeof input === "object" && input !== null && !Array.isArray(input) ? (input as Fields) : {};
}

function textOf(input: Fields, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
