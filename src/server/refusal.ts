/** A refusal on its way to the client: a type of problem, a sentence, and what belongs to it. */
import { problemTypes, type ProblemDetails, type ProblemType, type RequestFault } from "#contract";

export type RefusalParts = Pick<ProblemDetails, "problems" | "wanted" | "current" | "currentVersion"> & {
  readonly faults?: readonly RequestFault[] | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Thrown by handlers and turned into a reply in one place, `error-reply.ts`. */
export class Refusal extends Error {
  readonly type: ProblemType;
  readonly detail: string | undefined;
  readonly parts: RefusalParts;

  constructor(type: ProblemType, detail?: string, parts: RefusalParts = {}) {
    super(detail ?? problemTypes[type].title);
    this.name = "Refusal";
    this.type = type;
    this.detail = detail;
    this.parts = parts;
  }
}

export function refuse(type: ProblemType, detail?: string, parts?: RefusalParts): never {
  throw new Refusal(type, detail, parts);
}
