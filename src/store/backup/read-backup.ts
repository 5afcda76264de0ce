/** Reads the files of a backup as values, and says which file and line is wrong where one is. */
import type {
  AuditEvent,
  DossierHead,
  DossierParty,
  EvidenceLink,
  Json,
  Member,
  Organisation,
  RecordKind,
  RecordVersion,
  Role,
} from "#workbench/stored";
import { BackupFault } from "./backup-fault.ts";
import {
  backupFormat,
  headerPath,
  manifestPath,
  type BackupHeader,
  type ManifestLine,
} from "./backup-format.ts";
import type { BackupSource } from "./backup-source.ts";

/** The largest file that is read as one text, and the longest line; a record has far less. */
const mostText = 256 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

export async function readHeader(source: BackupSource): Promise<BackupHeader> {
  if (!source.paths.includes(headerPath))
    throw new BackupFault("There is no backup.json: this is no backup, or one that was not finished.");
  const fields = await readObject(source, headerPath);
  const format = fields["plumblineBackup"];
  if (typeof format !== "number" || !Number.isInteger(format) || format < 1)
    throw new BackupFault("backup.json does not say which format the backup has.");
  if (format > backupFormat) {
    const made = typeof fields["madeBy"] === "string" ? `, made by Plumbline ${fields["madeBy"]}` : "";
    throw new BackupFault(
      `The backup has format ${String(format)}${made}; this Plumbline reads up to ${String(backupFormat)}. Use a newer one.`,
    );
  }
  const at = headerPath;
  return {
    plumblineBackup: format,
    madeBy: text(fields, "madeBy", at),
    madeAt: text(fields, "madeAt", at),
    files: number(fields, "files", at),
    manifest: text(fields, "manifest", at),
    organisations: list(fields, "organisations", at).map((one) => ({
      id: text(object(one, at), "id", at),
      dossiers: texts(object(one, at), "dossiers", at),
    })),
    missingBlobs: texts(fields, "missingBlobs", at),
    withoutFolder: texts(fields, "withoutFolder", at),
  };
}

export function readManifest(source: BackupSource): AsyncIterable<ManifestLine> {
  return lines(source, manifestPath, (fields, at) => ({
    path: text(fields, "path", at),
    bytes: number(fields, "bytes", at),
    sha256: text(fields, "sha256", at),
  }));
}

export async function readOrganisation(source: BackupSource, path: string): Promise<Organisation> {
  const fields = await readObject(source, path);
  const at = path;
  return {
    id: text(fields, "id", at),
    name: text(fields, "name", at),
    createdAt: text(fields, "createdAt", at),
  };
}

export function readMembers(source: BackupSource, path: string): AsyncIterable<Member> {
  return lines(source, path, (fields, at) => ({
    id: text(fields, "id", at),
    email: text(fields, "email", at),
    name: text(fields, "name", at),
    createdAt: text(fields, "createdAt", at),
    disabledAt: optional(fields, "disabledAt", at),
    roles: texts(fields, "roles", at) as readonly Role[],
  }));
}

export function readEvents(source: BackupSource, path: string): AsyncIterable<AuditEvent> {
  return lines(source, path, (fields, at) => ({
    organisationId: text(fields, "organisationId", at),
    seq: number(fields, "seq", at),
    at: text(fields, "at", at),
    actor: text(fields, "actor", at),
    action: text(fields, "action", at),
    subject: text(fields, "subject", at),
    detail: (fields["detail"] ?? null) as Json,
    previousHash: text(fields, "previousHash", at),
    hash: text(fields, "hash", at),
  }));
}

export async function readHead(source: BackupSource, path: string): Promise<DossierHead> {
  const fields = await readObject(source, path);
  const at = path;
  const parties = list(fields, "parties", at).map((one): DossierParty => {
    const party = text(object(one, at), "party", at);
    return {
      organisationId: text(object(one, at), "organisationId", at),
      party: party as DossierParty["party"],
    };
  });
  return {
    id: text(fields, "id", at),
    organisationId: text(fields, "organisationId", at),
    name: text(fields, "name", at),
    kind: text(fields, "kind", at) as DossierHead["kind"],
    release: optional(fields, "release", at),
    revision: number(fields, "revision", at),
    archivedAt: optional(fields, "archivedAt", at),
    createdAt: text(fields, "createdAt", at),
    updatedAt: text(fields, "updatedAt", at),
    parties,
  };
}

export function readVersions(source: BackupSource, path: string): AsyncIterable<RecordVersion> {
  return lines(source, path, (fields, at) => ({
    kind: text(fields, "kind", at) as RecordKind,
    key: text(fields, "key", at),
    version: number(fields, "version", at),
    revision: number(fields, "revision", at),
    position: number(fields, "position", at),
    body: fields["body"] as Json | undefined,
    at: text(fields, "at", at),
    by: text(fields, "by", at),
  }));
}

export function readLinks(source: BackupSource, path: string): AsyncIterable<EvidenceLink> {
  return lines(source, path, (fields, at) => ({
    dossierId: text(fields, "dossierId", at),
    evidenceId: text(fields, "evidenceId", at),
    sha256: text(fields, "sha256", at),
    bytes: number(fields, "bytes", at),
    name: text(fields, "name", at),
    mediaType: text(fields, "mediaType", at),
    createdAt: text(fields, "createdAt", at),
    createdBy: text(fields, "createdBy", at),
  }));
}

export async function readText(source: BackupSource, path: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of source.open(path)) {
    bytes += piece.byteLength;
    if (bytes > mostText) throw new BackupFault(`${path} is larger than any such file of a backup.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

async function readObject(source: BackupSource, path: string): Promise<Fields> {
  return parse(await readText(source, path), path);
}

/** One value per line, read as the lines come. Only the line feed parts lines: texts may hold other separators. */
async function* lines<T>(
  source: BackupSource,
  path: string,
  read: (fields: Fields, at: string) => T,
): AsyncGenerator<T> {
  let count = 0;
  let rest: Buffer = Buffer.alloc(0);
  const take = (line: Uint8Array): T => {
    count += 1;
    const at = `${path}, line ${String(count)}`;
    return read(parse(Buffer.from(line).toString("utf8"), at), at);
  };
  for await (const piece of source.open(path)) {
    let bytes = rest.byteLength === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      yield take(bytes.subarray(0, end));
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
    if (rest.byteLength > mostText) throw new BackupFault(`${path} has a line longer than any of a backup.`);
  }
  if (rest.byteLength > 0) throw new BackupFault(`${path} is cut off in its last line.`);
}

function parse(json: string, at: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new BackupFault(`${at} is not well-formed JSON.`, error);
  }
  return object(value, at);
}

function object(value: unknown, at: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new BackupFault(`${at}: an object is expected.`);
}

function text(fields: Fields, key: string, at: string): string {
  const value = fields[key];
  if (typeof value === "string") return value;
  throw new BackupFault(`${at}: "${key}" must be a text.`);
}

function optional(fields: Fields, key: string, at: string): string | undefined {
  return fields[key] === undefined || fields[key] === null ? undefined : text(fields, key, at);
}

function number(fields: Fields, key: string, at: string): number {
  const value = fields[key];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new BackupFault(`${at}: "${key}" must be a whole number.`);
}

function list(fields: Fields, key: string, at: string): readonly unknown[] {
  const value = fields[key];
  if (Array.isArray(value)) return value;
  throw new BackupFault(`${at}: "${key}" must be a list.`);
}

function texts(fields: Fields, key: string, at: string): readonly string[] {
  return list(fields, key, at).map((one) => {
    if (typeof one === "string") return one;
    throw new BackupFault(`${at}: "${key}" must be a list of texts.`);
  });
}
