/** Random edits of everything else: results, evidence, controls, governance, scope, requirement rows and policies. */
import type { Dossier, EvidenceItem, FileFact } from "#dossier";
import { removeAt, setAt } from "../doubles/edits.ts";
import { days, keyOf, onDossier, pick, setOrDrop, texts, type Dice, type Editor } from "./editor.ts";

const indications = ["met", "not-met", "missing", "pending", "retry", "set-up-broken"] as const;

/** The path to a random recorded run; undefined when there is none. */
export function runPath(
  dossier: Dossier,
  { a, b, c }: Pick<Dice, "a" | "b" | "c">,
): readonly string[] | undefined {
  const caseId = keyOf(dossier.assessment.cases, a);
  const units = caseId === undefined ? undefined : dossier.assessment.cases[caseId]?.units;
  const unit = keyOf(units, b);
  const key = unit === undefined ? undefined : keyOf(units?.[unit], c);
  return caseId === undefined || unit === undefined || key === undefined
    ? undefined
    : ["assessment", "cases", caseId, "units", unit, key];
}

export const editRun: Editor = (state, dice) =>
  onDossier(state, (dossier) => {
    const path = runPath(dossier, dice);
    if (path === undefined) return dossier;
    const choice = dice.a + dice.b + dice.c;
    switch (choice % 8) {
      case 0:
        return removeAt(dossier, path);
      case 1:
        return removeAt(dossier, [...path, "artefacts"]);
      case 2:
        return setOrDrop(dossier, [...path, "observation"], pick(texts, dice.b));
      case 3:
        return setOrDrop(dossier, [...path, "at"], pick(days, dice.b));
      case 4:
        return setAt(dossier, [...path, "claim"], "0123456789abcd");
      case 5:
        return setAt(dossier, [...path, "dut"], { software: pick(["3.2.0", "2.0.0"], dice.c) });
      default: {
        const cause = pick(["product", "documentation", "set-up", undefined] as const, dice.b);
        return setOrDrop(
          setAt(dossier, [...path, "indication"], pick(indications, dice.c)),
          [...path, "cause"],
          cause,
        );
      }
    }
  });

export const editCase: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const id = keyOf(dossier.assessment.cases, a);
    if (id === undefined) return dossier;
    const path = ["assessment", "cases", id];
    switch (b % 6) {
      case 0:
        return removeAt(dossier, path);
      case 1:
        return setOrDrop(dossier, [...path, "verdict"], pick(["PASS", "FAIL", "INCONCLUSIVE", undefined], c));
      case 2:
        return setOrDrop(dossier, [...path, "tester"], c % 2 === 0 ? undefined : "Somebody");
      case 3:
        return setOrDrop(dossier, [...path, "date"], pick(days, c));
      case 4:
        return removeAt(dossier, [...path, "dut"]);
      default:
        return setOrDrop(
          dossier,
          ["assessment", "groups", id.replace(/-\d+$/, "")],
          pick([{ verdict: "PASS" }, { verdict: "FAIL" }, { statedVerdict: "OK" }, undefined], c),
        );
    }
  });

const evidenceFields: readonly (readonly [keyof EvidenceItem, readonly unknown[]])[] = [
  ["validUntil", days],
  ["validFrom", days],
  ["madeOn", days],
  ["reviewedOn", days],
  ["reviewEvery", ["P1M", "P1Y", undefined]],
  ["sha256", ["0".repeat(64), undefined]],
  ["boundary", [{ product: "Harbour Horn" }, { component: "Radio module" }, { software: "1.0" }, undefined]],
  ["supports", [{ provisions: ["5.1-1", "5.3-4"] }, { ixit: ["AuthMech-Main"] }, undefined]],
  ["reopenedBy", [["release"], ["incident"], undefined]],
];

export const editEvidence: Editor = (state, { a, b, c }) => {
  const id = keyOf(state.dossier.evidence, a);
  if (id === undefined) return state;
  if (b % 11 === 10) return onDossier(state, (dossier) => removeAt(dossier, ["evidence", id]));
  if (b % 11 === 9) {
    const fact = pick<FileFact>(
      [{ state: "missing" }, { state: "present", sha256: "1".repeat(64), bytes: 3 }],
      c,
    );
    return { ...state, files: { ...state.files, ...(fact === undefined ? {} : { [id]: fact }) } };
  }
  const [field, values] = pick(evidenceFields, b) ?? ["notes", []];
  return onDossier(state, (dossier) => setOrDrop(dossier, ["evidence", id, field], pick(values, c)));
};

export const editSupport: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const control = keyOf(dossier.controls, a);
    const cadence = keyOf(dossier.governance.cadence, a);
    switch (b % 8) {
      case 0:
        return control === undefined ? dossier : removeAt(dossier, ["controls", control]);
      case 1:
        return control === undefined
          ? dossier
          : setOrDrop(dossier, ["controls", control, "owner"], c % 2 === 0 ? undefined : "Somebody");
      case 2:
        return control === undefined
          ? dossier
          : setAt(
              dossier,
              ["controls", control, "requirements"],
              pick([["5.1-1"], ["5.3-14"], ["5.9-9"]], c),
            );
      case 3:
        return setAt(
          dossier,
          ["findings", "NC-1", "state"],
          pick(["open", "in-work", "done", "verified"], c),
        );
      case 4:
        return setAt(
          dossier,
          ["findings", "NC-1", "concerns"],
          pick([{ ixit: ["AuthMech-New"] }, { ixit: ["AuthMech-Main"] }, { provisions: ["5.1-1"] }, {}], c),
        );
      case 5:
        return cadence === undefined
          ? dossier
          : setOrDrop(dossier, ["governance", "cadence", cadence, "lastDone"], pick(days, c));
      case 6:
        return setAt(dossier, ["governance", "events", 1], {
          kind: "incident",
          on: pick(["2026-09-05", "2026-11-01"], c),
          what: "A report came in",
          ...(c % 3 === 0 ? { concerns: { provisions: ["5.1-1"] } } : {}),
        });
      default:
        return setAt(dossier, ["notes", dossier.notes.length], {
          source: "notes.md",
          line: 1 + (c % 9),
          text: "Left over.",
        });
    }
  });

export const editScope: Editor = (state, { a, b, c }) => {
  switch (b % 8) {
    case 0:
      return {
        ...state,
        now: pick(["2026-10-01", "2026-10-20", "2027-10-01", "2025-01-01"], c) ?? state.now,
      };
    case 1:
      return onDossier(state, (dossier) =>
        setOrDrop(dossier, ["scope", "dut", "software"], pick(["3.2.0", "4.0.0", undefined], c)),
      );
    case 2:
      return onDossier(state, (dossier) =>
        setAt(
          dossier,
          ["scope", "apps"],
          pick([[], [{ name: "Radio module" }], [{ name: "Harbour Horn", version: "2" }]], c),
        ),
      );
    case 3:
      return onDossier(state, (dossier) =>
        setOrDrop(dossier, ["scope", "interfaces"], c % 2 === 0 ? undefined : []),
      );
    case 4:
      return onDossier(state, (dossier) =>
        setAt(dossier, ["header", "standards", a % 2, "edition"], pick(["V3.1.3", "V2.1.1", "V9.9.9"], c)),
      );
    case 5:
      return onDossier(state, (dossier) =>
        setAt(dossier, ["header", "objective"], pick(["self-assessment", "audit-preparation"], c)),
      );
    case 6:
      return onDossier(state, (dossier) =>
        setOrDrop(
          dossier,
          ["assessment", "icsVerification", "result"],
          pick(["valid", "invalid", "open"], c),
        ),
      );
    default:
      return onDossier(state, (dossier) =>
        setOrDrop(
          dossier,
          ["assessment", "overall"],
          pick([{ verdict: "PASS" }, { verdict: "FAIL" }, undefined], c),
        ),
      );
  }
};

const requirementStatuses = [
  "met",
  "partly",
  "not-met",
  "not-applicable",
  "not-assessed",
  undefined,
] as const;

export const editRequirement: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const document = keyOf(dossier.requirements, a);
    const id = document === undefined ? undefined : keyOf(dossier.requirements[document], b * 31 + c);
    if (document === undefined || id === undefined) return dossier;
    const path = ["requirements", document, id];
    switch (c % 6) {
      case 0:
        return removeAt(dossier, path);
      case 1:
        return setOrDrop(dossier, [...path, "evidence"], b % 2 === 0 ? undefined : ["RECORDS-9"]);
      case 2:
        return setOrDrop(dossier, [...path, "assessedOn"], pick(days, b));
      case 3:
        return setOrDrop(dossier, [...path, "justification"], pick(texts, b));
      default:
        return setOrDrop(dossier, [...path, "status"], pick(requirementStatuses, a + b));
    }
  });

export const editPolicies: Editor = (state, { b, c }) =>
  onDossier(state, (dossier) =>
    b % 2 === 0
      ? setAt(
          dossier,
          ["header", "policies"],
          pick([[], ["QCP-n-qscd"], ["QCP-l"], ["QNCP-w"], [{ policy: "QNCP-w", with: ["OVCP"] }]], c),
        )
      : setAt(dossier, ["findings", "NC-2"], {
          title: "A record is missing",
          kind: "nonconformity",
          grade: "major",
          state: pick(["open", "verified"], c),
          concerns: pick(
            [{ requirements: ["EN 319 401/REQ-5-01"] }, { controls: [keyOf(dossier.controls, c) ?? "X"] }],
            c,
          ),
        }),
  );
