/** The structured log: what happened, never bodies, tokens, cookies, links or passwords. */
import { pino, type Logger } from "pino";

export interface LogOptions {
  readonly level: string;
  /** Where lines go; the standard error where it is left out. */
  readonly write?: ((line: string) => void) | undefined;
}

export type Log = Logger;

/** Second line of defence: what looks like a secret is struck out of the finished line, wherever it slipped in. */
const secretForms: readonly (readonly [form: RegExp, instead: string])[] = [
  [/\b(?:[A-Za-z0-9_-]{43}|plumbline_[A-Za-z0-9_-]{20,})(?![A-Za-z0-9_-])/g, "[secret]"],
  [/(\/\/[^\s/:@"]+:)[^\s@"]+@/g, "$1[secret]@"],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, "$1 [secret]"],
];

export function strikeSecrets(text: string): string {
  return secretForms.reduce((struck, [form, instead]) => struck.replace(form, instead), text);
}

export function openLog({ level, write }: LogOptions): Log {
  const out = write ?? ((line: string) => void process.stderr.write(line));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFacts },
      redact: {
        paths: [
          "password",
          "token",
          "secret",
          "cookie",
          "authorization",
          "link",
          "*.password",
          "*.token",
          "*.secret",
          "*.cookie",
          "*.authorization",
          "*.link",
        ],
        censor: "[secret]",
      },
    },
    {
      write: (line: string) => {
        out(strikeSecrets(line));
      },
    },
  );
}

/** Name, message and stack; other properties of errors can hold whole requests or rows. */
function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 500) };
  const code = (error as { readonly code?: unknown }).code;
  return {
    name: error.name,
    message: error.message.slice(0, 1000),
    ...(typeof code === "string" ? { code } : {}),
    stack: error.stack?.slice(0, 4000),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
}
