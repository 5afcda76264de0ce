/** Turns answers of acts into replies, or into refusals of the HTTP API. */
import type { Answer, Refusal as ActRefusal } from "#workbench/stored";
import { problemTypes, type ProblemType, type RequestFault } from "#contract";
import { Refusal, type RefusalParts } from "./refusal.ts";

/** The value of the answer; throws the refusal that belongs to it. */
export function taken<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw refusalOf(answer.error);
}

const typeOf: Readonly<Record<ActRefusal["refused"], ProblemType>> = {
  forbidden: "not-allowed",
  "not-found": "not-found",
  conflict: "version-conflict",
  state: "conflict",
  invalid: "invalid",
  "too-large": "too-large",
  cancelled: "conflict",
};

export function refusalOf(error: ActRefusal): Refusal {
  return new Refusal(typeOf[error.refused], error.because, partsOf(error));
}

function partsOf(error: ActRefusal): RefusalParts {
  if (error.refused === "invalid") {
    const faults = error.faults.map((one): RequestFault => ({
      in: "body",
      pointer: `/body${one.pointer}`,
      message: one.message,
    }));
    return {
      ...(faults.length === 0 ? {} : { faults }),
      ...(error.problems.length === 0
        ? {}
        : {
            problems: error.problems.slice(0, 200).map((one) => JSON.parse(JSON.stringify(one)) as unknown),
          }),
    };
  }
  if (error.refused !== "conflict") return {};
  const [first] = error.conflicts;
  if (first === undefined) return {};
  const { wanted, current, currentVersion } = first;
  return {
    wanted: wanted.body ?? null,
    current: current?.body ?? null,
    currentVersion,
    headers: current === undefined ? {} : { etag: recordTag(currentVersion) },
  };
}

export function recordTag(version: number): string {
  return `"v${String(version)}"`;
}

export function dossierTag(revision: number): string {
  return `"r${String(revision)}"`;
}

/** The version that a writer saw, from If-Match or If-None-Match: *; throws where neither says it. */
export function expectedVersion(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  letter: "v" | "r",
): number {
  const match = headers["if-match"];
  const noneMatch = headers["if-none-match"];
  if (typeof match === "string") {
    const number = new RegExp(`^"${letter}(\\d{1,15})"$`).exec(match.trim())?.[1];
    if (number === undefined) {
      throw new Refusal("bad-request", undefined, {
        faults: [
          {
            in: "header",
            pointer: "If-Match",
            message: `must be one ETag of the form "${letter}3", as it was read`,
          },
        ],
      });
    }
    return Number(number);
  }
  if (letter === "v" && noneMatch === "*") return 0;
  throw new Refusal("precondition-required", problemTypes["precondition-required"].meaning);
}

export function isSameTag(header: string | string[] | undefined, tag: string): boolean {
  if (typeof header !== "string") return false;
  return header.split(",").some((one) => one.trim().replace(/^W\//, "") === tag);
}
