/** Which right a write of a record rests on. */
import {
  assessmentModes,
  may,
  writingAction,
  type Actor,
  type DossierAction,
  type DossierSituation,
} from "#access";
import { canonicalJson } from "#base/fingerprint";
import { ok } from "#base/result";
import { recordBody, recordFaults, type Dossier, type Header, type RecordKind } from "#dossier";
import { leaveOut } from "./leave-out.ts";
import type { RecordName } from "./ports/records.ts";
import { granted, type Answer } from "./refusal.ts";

/** The right that the write rests on: that of its kind, or to review where it changes no more than that. */
export function rightToWrite(
  actor: Actor,
  dossier: Dossier | undefined,
  situation: DossierSituation,
  { kind, key, body }: RecordName & { readonly body: unknown },
): Answer<DossierAction> {
  const before = dossier === undefined ? undefined : recordBody(dossier, kind, key);
  const action = writingAction[kind];
  const main = may(actor, action, situation);
  if (main.allowed) {
    const mode = kind === "header" ? modeOf(body) : situation.mode;
    // A mode that is none is a fault of the body, which is judged after the rights.
    if (mode === situation.mode || !(assessmentModes as readonly unknown[]).includes(mode)) return ok(action);
    const right = granted(may(actor, "mode.set", situation));
    return right.ok ? ok("mode.set") : right;
  }
  const reviewOnly = isReview(kind, key, before, body) && may(actor, "review.write", situation).allowed;
  return reviewOnly ? ok("review.write") : (granted(main) as Answer<DossierAction>);
}

export function modeOf(header: unknown): unknown {
  return (header as Partial<Header> | undefined)?.parties?.assessment;
}

const reviewed: ReadonlySet<RecordKind> = new Set<RecordKind>([
  "ics",
  "requirement",
  "ixit",
  "control",
  "evidence",
  "finding",
]);

/** Whether a sound body differs from what is there in nothing but review state and comments. */
function isReview(kind: RecordKind, key: string, before: unknown, after: unknown): boolean {
  if (!reviewed.has(kind) || before === undefined || after === undefined) return false;
  if (recordFaults(kind, key, after).length > 0) return false;
  return canonicalJson(withoutReview(kind, before)) === canonicalJson(withoutReview(kind, after));
}

function withoutReview(kind: RecordKind, body: unknown): unknown {
  const rest: Readonly<Record<string, unknown>> = leaveOut(
    body as Readonly<Record<string, unknown>>,
    "review",
    "notes",
  );
  return kind === "ixit" ? { ...rest, own: withoutReview("ics", rest["own"]) } : rest;
}
