/** What an endpoint is: method, path, who may call it, and the schemas of what goes in and comes out. */
import type * as z from "zod";
import type { Scope } from "#access";
import type { ProblemType } from "./problem-details.ts";

export type Area =
  | "system"
  | "sign-in"
  | "account"
  | "organisations"
  | "tokens"
  | "audit"
  | "dossiers"
  | "records"
  | "results"
  | "evidence"
  | "jobs"
  | "events"
  | "standards";

/** Who may call: anyone; who has a session (tokens are refused); who has a session or a token. */
export type Caller = "anyone" | "session" | "session-or-token";

export interface BinaryBody {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: "import" | "evidence";
}

export interface Reply {
  readonly status: number;
  readonly description: string;
  /** JSON by this schema; nothing where neither this nor `mediaType` is given. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Endpoint {
  readonly area: Area;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters as `{dossierId}`. */
  readonly path: string;
  /** An imperative sentence without a full stop. */
  readonly summary: string;
  readonly details?: string;
  readonly caller: Caller;
  /** Scopes of which a token needs one. */
  readonly scopes?: readonly Scope[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Request headers that matter, with their description; the handler checks them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  readonly binary?: BinaryBody;
  readonly replies: readonly [Reply, ...Reply[]];
  /** Problem types beyond those that every endpoint may answer. */
  readonly problems: readonly ProblemType[];
  /** Changes something although the method is safe, or changes nothing although it is not; `change` needs the guard against forgery. */
  readonly changes?: boolean;
}

/** Keeps the exact schemas in the type. */
export function endpoint<const E extends Endpoint>(one: E): E {
  return one;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

export interface InputOf<E extends Endpoint> {
  readonly params: Parsed<E["params"]>;
  readonly query: Parsed<E["query"]>;
  readonly body: Parsed<E["body"]>;
}
