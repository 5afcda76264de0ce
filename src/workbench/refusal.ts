/** The ways in which an act does not happen although nothing is broken, and the check of rights before every act. */
import { may, type Actor, type Decision, type OrganisationAction } from "#access";
import type { Placed } from "#base/place";
import { fail, ok, type Result } from "#base/result";
import type { RecordFault } from "#dossier";
import type { Problem } from "#problems";
import type { RecordConflict } from "./ports/records.ts";
import type { Visibility } from "./ports/unit-of-work.ts";

export type Refusal =
  /** The rights of the person or token do not reach that far. */
  | { readonly refused: "forbidden"; readonly because: string }
  /** It does not exist, or it is out of sight for this person. */
  | { readonly refused: "not-found"; readonly because: string }
  /** Somebody else was faster; `conflicts` shows both sides. */
  | { readonly refused: "conflict"; readonly because: string; readonly conflicts: readonly RecordConflict[] }
  /** The present state does not allow it. */
  | { readonly refused: "state"; readonly because: string }
  /** What was to be written is not sound. */
  | {
      readonly refused: "invalid";
      readonly because: string;
      readonly faults: readonly RecordFault[];
      readonly problems: readonly Placed<Problem>[];
    }
  | { readonly refused: "too-large"; readonly because: string }
  | { readonly refused: "cancelled"; readonly because: string };

export type Answer<T> = Result<T, Refusal>;

type Failed = ReturnType<typeof fail<Refusal>>;

export function forbidden(because: string): Failed {
  return fail({ refused: "forbidden", because });
}

export function notFound(what: string): Failed {
  return fail({ refused: "not-found", because: `There is no such ${what}, or you cannot see it.` });
}

export function inState(because: string): Failed {
  return fail({ refused: "state", because });
}

export function conflict(because: string, conflicts: readonly RecordConflict[] = []): Failed {
  return fail({ refused: "conflict", because, conflicts });
}

export function invalid(
  because: string,
  details: { readonly faults?: readonly RecordFault[]; readonly problems?: readonly Placed<Problem>[] } = {},
): Failed {
  return fail({
    refused: "invalid",
    because,
    faults: details.faults ?? [],
    problems: details.problems ?? [],
  });
}

export function cancelled(): Failed {
  return fail({ refused: "cancelled", because: "The work was cancelled." });
}

/** A decision about rights as the answer of an act. */
export function granted(decision: Decision): Answer<undefined> {
  return decision.allowed ? ok(undefined) : forbidden(decision.because);
}

/** Whether somebody may act in an organisation. */
export function mayIn(actor: Actor, action: OrganisationAction, organisationId: string): Answer<undefined> {
  return granted(may(actor, action, { organisationId }));
}

/** The organisations whose rows an actor may see: those of the person, narrowed to that of the token. */
export function visibleTo({ memberships, token }: Actor): Visibility {
  const own = memberships.filter((one) => one.roles.length > 0).map((one) => one.organisationId);
  const seen = token === undefined ? own : own.filter((one) => one === token.organisationId);
  return [...new Set(seen)];
}

/** How the audit trail names the one who acts. */
export function actorName({ personId, token }: Actor): string {
  return token === undefined ? personId : `token:${token.id}`;
}
