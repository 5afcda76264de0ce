/** Provocations of `control/…` and `governance/…`. */
import type { Control, Finding } from "#dossier";
import { control, drop, finding, inOrder, set, type Change } from "../doubles/edits.ts";
import { onProduct, onService, type DossierProvocation, type ProvocationTable } from "./provocation.ts";

type Parts<T> = { readonly [K in keyof T]?: T[K] | undefined };

const id = "CTL-5.2";
const onControl = (parts: Parts<Control>): DossierProvocation => onProduct(control(id, parts));
const review = { kind: "review", what: "Release checklist", every: "P1Y", lastDone: "2026-09-15" } as const;
const alsoServes = (reference: string): DossierProvocation =>
  onProduct((dossier) =>
    control(id, { requirements: [...(dossier.controls[id]?.requirements ?? []), reference] })(dossier),
  );

const controlCodes: ProvocationTable = {
  "control/owner-missing": onControl({ owner: undefined }),
  "control/acceptance-missing": onControl({ acceptance: [] }),
  "control/verification-missing": onControl({ verification: undefined }),
  "control/verification-never-done": onControl({
    verification: [{ kind: "review", what: review.what, every: review.every }],
  }),
  "control/verification-overdue": onControl({ verification: [{ ...review, lastDone: "2025-03-01" }] }),
  "control/test-case-unknown": onControl({ verification: [{ kind: "test-case", what: "5.2.1-1" }] }),
  "control/requirement-unknown": alsoServes("5.2-9"),
  "control/requirement-twice": alsoServes("5.2-1"),
  "control/requirement-not-applicable": alsoServes("5.3-14"),
  "control/requirement-without-control": onControl({ requirements: ["5.2-2", "5.2-3"] }),
  "control/duplicate": onProduct((dossier) => set("controls", "CTL-COPY").to(dossier.controls[id])(dossier)),
};

const nc = "NC-1";
const onFinding = (...changes: readonly Change[]): DossierProvocation => onProduct(inOrder(...changes));
const parts = (of: Parts<Finding>): Change => finding(nc, of);
const undone = drop("findings", nc, "actions", 0, "doneOn");
const cadence = (kind: string, field: string): readonly [string, string, string, string] => [
  "governance",
  "cadence",
  kind,
  field,
];

const governanceCodes: ProvocationTable = {
  "governance/nonconformity-without-action": onFinding(parts({ actions: [] })),
  "governance/action-without-owner": onFinding(
    parts({ owner: undefined }),
    drop("findings", nc, "actions", 0, "owner"),
  ),
  "governance/action-without-due": onFinding(
    parts({ state: "in-work" }),
    undone,
    drop("findings", nc, "actions", 0, "due"),
  ),
  "governance/action-overdue": onFinding(parts({ state: "in-work" }), undone),
  "governance/action-still-open": onFinding(undone),
  "governance/done-without-evidence": onFinding(drop("findings", nc, "actions", 0, "evidence")),
  "governance/effectiveness-unchecked": onFinding(drop("findings", nc, "actions", 0, "effective")),
  "governance/action-not-effective": onFinding(
    set("findings", nc, "actions", 0, "effective").to({ answer: "no", on: "2026-08-25" }),
  ),
  "governance/concern-unknown": onFinding(parts({ concerns: { controls: ["CTL-5.22"] } })),
  "governance/concern-missing": onFinding(parts({ concerns: {} })),
  "governance/date-in-future": onFinding(parts({ foundOn: "2027-03-01" })),
  "governance/internal-audit-missing": onService(drop("governance", "cadence", "internal-audit")),
  "governance/management-review-missing": onService(drop("governance", "cadence", "management-review")),
  "governance/cadence-never-done": onProduct(drop(...cadence("drill", "lastDone"))),
  "governance/cadence-overdue": onProduct(set(...cadence("drill", "lastDone")).to("2025-03-01")),
  "governance/cadence-due-soon": onProduct(set(...cadence("drill", "lastDone")).to("2025-10-15")),
  "governance/cadence-without-owner": onProduct(drop(...cadence("drill", "owner"))),
  "governance/event-in-future": onProduct(set("governance", "events", 0, "on").to("2026-12-01")),
};

export const governanceProvocations: ProvocationTable = { ...controlCodes, ...governanceCodes };
