/** What the operator can set, read from flags and environment once and checked as a whole. */
import path from "node:path";
import os from "node:os";
import { fail, ok, type Result } from "#base/result";
import { blobSettings, type BlobSettings } from "#store/server";

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** What the button says. */
  readonly name: string;
  /** For tests against a provider on this machine. */
  readonly insecure: boolean;
}

export interface Limits {
  readonly jsonBytes: number;
  readonly importBytes: number;
  readonly evidenceBytes: number;
  /** Requests of one address per minute. */
  readonly requestsPerMinute: number;
  /** Sign-in requests of one address per minute. */
  readonly signInsPerMinute: number;
  readonly streamsPerPerson: number;
}

export interface Settings {
  /** `local`: one person on this machine, signed in by a printed link. `shared`: accounts. */
  readonly mode: "local" | "shared";
  readonly host: string;
  readonly port: number;
  /** Under which people reach the server; in local mode the loopback address. Without a slash at the end. */
  readonly url: string | undefined;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly blobs: BlobSettings;
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed; empty: none. */
  readonly trustedProxies: readonly string[];
  readonly oidc: OidcSettings | undefined;
  readonly metricsToken: string | undefined;
  /** Seals second-factor secrets; servers that share a database share it. */
  readonly secret: string | undefined;
  /** Ed25519 key as PEM, which signs the heads of audit trails; a file of the data folder where it is left out. */
  readonly auditKey: string | undefined;
  readonly logLevel: string;
  readonly examples: boolean;
  readonly limits: Limits;
}

export interface SettingFlags {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const defaultPort = 4870;
const megabyte = 1024 * 1024;

export const defaultLimits: Limits = {
  jsonBytes: 2 * megabyte,
  importBytes: 100 * megabyte,
  evidenceBytes: 512 * megabyte,
  requestsPerMinute: 1200,
  signInsPerMinute: 30,
  streamsPerPerson: 10,
};

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

export function isLoopback(host: string): boolean {
  return loopbackHosts.has(host);
}

/** All settings, or every sentence about what is wrong with them. */
export function readSettings(
  flags: SettingFlags,
  environment: Environment,
  cwd: string,
): Result<Settings, readonly string[]> {
  const faults: string[] = [];
  const get = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === undefined || value === "" ? undefined : value;
  };
  const mode = get("PLUMBLINE_MODE") ?? "local";
  if (mode !== "local" && mode !== "shared")
    faults.push(`PLUMBLINE_MODE is ${mode}; it can be local or shared`);
  const host = flags.host ?? get("PLUMBLINE_HOST") ?? "127.0.0.1";
  if (mode === "local" && !isLoopback(host)) {
    faults.push(
      `local mode listens on this machine only, not on ${host}; for others to reach it set PLUMBLINE_MODE=shared and PLUMBLINE_URL`,
    );
  }
  const folder = dataFolder(flags.data ?? get("PLUMBLINE_DATA"), environment, cwd);
  const settings: Settings = {
    mode: mode === "shared" ? "shared" : "local",
    host,
    port: readPort(flags.port ?? get("PLUMBLINE_PORT"), faults),
    url: readUrl(get("PLUMBLINE_URL"), mode, faults),
    dataFolder: folder,
    databaseUrl: readDatabaseUrl(get("DATABASE_URL"), faults),
    blobs: readBlobs(environment, folder, faults),
    trustedProxies: (get("PLUMBLINE_TRUSTED_PROXIES") ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== ""),
    oidc: readOidc(get, faults),
    metricsToken: get("PLUMBLINE_METRICS_TOKEN"),
    secret: readSecret(get("PLUMBLINE_SECRET"), faults),
    auditKey: get("PLUMBLINE_AUDIT_KEY")?.replaceAll("\\n", "\n"),
    logLevel: readLevel(get("PLUMBLINE_LOG"), faults),
    examples: get("PLUMBLINE_EXAMPLES") !== "no",
    limits: {
      ...defaultLimits,
      importBytes: readMegabytes("PLUMBLINE_MAX_IMPORT_MB", get, defaultLimits.importBytes, faults),
      evidenceBytes: readMegabytes("PLUMBLINE_MAX_EVIDENCE_MB", get, defaultLimits.evidenceBytes, faults),
      requestsPerMinute: readCount(
        "PLUMBLINE_REQUESTS_PER_MINUTE",
        get,
        defaultLimits.requestsPerMinute,
        faults,
      ),
    },
  };
  return faults.length === 0 ? ok(settings) : fail(faults);
}

/** `--data`, PLUMBLINE_DATA, else the place for data of programs that the system names. */
function dataFolder(given: string | undefined, environment: Environment, cwd: string): string {
  if (given !== undefined) return path.resolve(cwd, given);
  const home = os.homedir();
  if (process.platform === "win32")
    return path.join(environment["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"), "plumbline");
  if (process.platform === "darwin") return path.join(home, "Library", "Application Support", "plumbline");
  const shared = environment["XDG_DATA_HOME"];
  return path.join(
    shared !== undefined && path.isAbsolute(shared) ? shared : path.join(home, ".local", "share"),
    "plumbline",
  );
}

function readPort(text: string | undefined, faults: string[]): number {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
  faults.push(`the port ${text} is not a number from 0 to 65535`);
  return defaultPort;
}

function readUrl(text: string | undefined, mode: string, faults: string[]): string | undefined {
  if (text === undefined) {
    if (mode === "shared")
      faults.push(
        "shared mode needs PLUMBLINE_URL, the address under which people reach the server, for example https://plumbline.example.org",
      );
    return undefined;
  }
  if (!URL.canParse(text)) {
    faults.push(`PLUMBLINE_URL is not an address: ${text}`);
    return undefined;
  }
  const url = new URL(text);
  if (
    url.protocol !== "https:" &&
    !(url.protocol === "http:" && isLoopback(url.hostname.replace(/^\[|\]$/g, "")))
  ) {
    faults.push(
      "PLUMBLINE_URL must begin with https:// unless it is the loopback address; put a reverse proxy with TLS in front of the server",
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    faults.push("PLUMBLINE_URL is scheme, host and port alone, without a path");
  }
  return url.origin;
}

function readDatabaseUrl(text: string | undefined, faults: string[]): string | undefined {
  if (text !== undefined && !/^postgres(ql)?:\/\//.test(text))
    faults.push("DATABASE_URL must begin with postgres://");
  return text;
}

type Get = (name: string) => string | undefined;

function readBlobs(environment: Environment, folder: string, faults: string[]): BlobSettings {
  const settings = blobSettings(environment, folder);
  if (settings.ok) return settings.value;
  faults.push(settings.error);
  return { kind: "disk", folder: path.join(folder, "blobs") };
}

function readOidc(get: Get, faults: string[]): OidcSettings | undefined {
  const issuer = get("PLUMBLINE_OIDC_ISSUER");
  if (issuer === undefined) return undefined;
  const clientId = get("PLUMBLINE_OIDC_CLIENT_ID");
  if (clientId === undefined)
    faults.push("PLUMBLINE_OIDC_ISSUER is set, but PLUMBLINE_OIDC_CLIENT_ID is not");
  const insecure = get("PLUMBLINE_OIDC_INSECURE") === "loopback";
  if (!URL.canParse(issuer)) {
    faults.push(`PLUMBLINE_OIDC_ISSUER is not an address: ${issuer}`);
  } else {
    const url = new URL(issuer);
    if (url.protocol !== "https:" && !(insecure && isLoopback(url.hostname)))
      faults.push("PLUMBLINE_OIDC_ISSUER must begin with https://");
  }
  return {
    issuer,
    clientId: clientId ?? "",
    clientSecret: get("PLUMBLINE_OIDC_CLIENT_SECRET"),
    name: get("PLUMBLINE_OIDC_NAME") ?? "single sign-on",
    insecure,
  };
}

function readSecret(text: string | undefined, faults: string[]): string | undefined {
  if (text !== undefined && text.length < 32)
    faults.push(
      "PLUMBLINE_SECRET must have at least 32 characters, for example from: openssl rand -base64 32",
    );
  return text;
}

const logLevels: readonly string[] = ["fatal", "error", "warn", "info", "debug", "silent"];

function readLevel(text: string | undefined, faults: string[]): string {
  if (text === undefined || logLevels.includes(text)) return text ?? "warn";
  faults.push(`PLUMBLINE_LOG is ${text}; it can be ${logLevels.join(", ")}`);
  return "warn";
}

function readMegabytes(name: string, get: Get, otherwise: number, faults: string[]): number {
  const text = get(name);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (Number.isFinite(number) && number > 0 && number <= 1024 * 1024) return Math.round(number * megabyte);
  faults.push(`${name} is ${text}; it must be a number of megabytes`);
  return otherwise;
}

function readCount(name: string, get: Get, otherwise: number, faults: string[]): number {
  const text = get(name);
  if (text === undefined) return otherwise;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  faults.push(`${name} is ${text}; it must be a whole number`);
  return otherwise;
}
