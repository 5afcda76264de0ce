/** Random edits of whole dossiers: what people, time and files do to them, valid by the schemas at every step. */
import fc from "fast-check";
import type { Dossier, EvidenceItem, FileFact, IxitValue } from "#dossier";
import { removeAt, setAt } from "../doubles/edits.ts";

/** Everything an evaluation depends on. */
export interface State {
  readonly dossier: Dossier;
  readonly now: string;
  readonly files: Readonly<Record<string, FileFact>>;
}

/** Numbers that choose a record, a field and a value; what they choose depends on the dossier they meet. */
interface Dice {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export interface RandomEdit {
  readonly name: string;
  readonly dice: Dice;
  readonly apply: (state: State) => State;
}

type Editor = (state: State, dice: Dice) => State;

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

function keyOf(record: object | undefined, index: number): string | undefined {
  return pick(Object.keys(record ?? {}), index);
}

function onDossier(state: State, change: (dossier: Dossier) => Dossier): State {
  return { ...state, dossier: change(state.dossier) };
}

const texts: readonly (string | undefined)[] = [
  "The measure is described in section 9.",
  "TBD",
  "See documentation",
  "Guaranteed by AuthMech-Ghost.",
  "Implemented",
  "No. Not so.",
  "None",
  "Critical value of SecComMech-Main",
  "Not applicable because it does not apply",
  undefined,
];
const days: readonly (string | undefined)[] = [
  "2024-01-01",
  "2026-08-15",
  "2026-09-30",
  "2026-10-02",
  "2027-05-01",
  undefined,
];

function setOrDrop<T>(root: T, path: readonly (string | number)[], value: unknown): T {
  return value === undefined ? removeAt(root, path) : setAt(root, path, value);
}

const editIcs: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const id = keyOf(dossier.ics, a) ?? "5.1-1";
    switch (b % 7) {
      case 0:
        return removeAt(dossier, ["ics", id]);
      case 1:
        return setAt(dossier, ["ics", pick(["5.2-11", "5.3-4", "4-1", "5.1-1", "5.0-1"], c) ?? ""], {
          support: "Y",
          detail: "Added.",
        });
      case 2:
        return setOrDrop(dossier, ["ics", id, "detail"], pick(texts, c));
      case 3:
        return setOrDrop(dossier, ["ics", id, "justification"], pick(texts, c));
      case 4:
        return setOrDrop(dossier, ["ics", id, "due"], pick(days, c));
      case 5:
        return setAt(dossier, ["ics", id, "evidence"], [pick(["POLICY-1", "POLICY-11"], c)]);
      default:
        return setOrDrop(dossier, ["ics", id, "support"], pick(["Y", "N", "N/A", undefined], c));
    }
  });

const editAnswer: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const document = keyOf(dossier.scope.answers, 0);
    if (document === undefined) return dossier;
    const ref = keyOf(dossier.scope.answers?.[document], a) ?? "p";
    const because = b % 2 === 0 ? { because: "The architecture note says so." } : {};
    return setOrDrop(
      dossier,
      ["scope", "answers", document, ref],
      pick(
        [{ answer: "yes", ...because }, { answer: "no", ...because }, { answer: "unknown" }, undefined],
        c,
      ),
    );
  });

const editIxit: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const table = keyOf(dossier.ixit, a);
    const entry = table === undefined ? undefined : keyOf(dossier.ixit[table], b);
    if (table === undefined || entry === undefined) return dossier;
    const fields = dossier.ixit[table]?.[entry]?.fields ?? {};
    const field = keyOf(fields, c) ?? "Description";
    const before = fields[field];
    switch (c % 9) {
      case 0:
        return removeAt(dossier, entry === table ? ["ixit", table] : ["ixit", table, entry]);
      case 1:
        return removeAt(dossier, ["ixit", table]);
      case 2:
      case 3: {
        // A single-record table has no place for a second entry.
        const several = Object.keys(dossier.ixit).filter(
          (one) => !Object.hasOwn(dossier.ixit[one] ?? {}, one),
        );
        const target = c % 9 === 2 && several.includes(table) ? table : pick(several, b);
        const id = c % 9 === 2 ? `${entry.split("-")[0] ?? "X"}-New` : "AuthMech-Ghost";
        const like = Object.values(dossier.ixit[target ?? table] ?? {})[0];
        return target === undefined || like === undefined
          ? dossier
          : setAt(dossier, ["ixit", target, id], like);
      }
      case 4:
        return setOrDrop(
          dossier,
          ["ixit", table, entry, "own", "owner"],
          b % 2 === 0 ? undefined : "Somebody",
        );
      default:
        return setOrDrop(
          dossier,
          ["ixit", table, entry, "fields", field],
          otherValue(dossier, before, a + b + c),
        );
    }
  });

function otherValue(dossier: Dossier, before: IxitValue | undefined, index: number): IxitValue | undefined {
  if (!Array.isArray(before)) return pick(texts, index);
  const ids = Object.values(dossier.ixit).flatMap((entries) => Object.keys(entries));
  return pick(
    [[], [pick(ids, index) ?? "X"], ["UpdMech-Mian"], ["physical port"], ["network interface"], undefined],
    index,
  );
}

const editSelection: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const entry = keyOf(dossier.assessment.selections, a);
    const trait = entry === undefined ? undefined : keyOf(dossier.assessment.selections[entry], b);
    if (entry === undefined || trait === undefined) return dossier;
    const answer = pick(["yes", "no", "unknown"], c);
    return setOrDrop(
      dossier,
      ["assessment", "selections", entry, trait],
      c % 4 === 3 ? undefined : { answer },
    );
  });

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

const editRun: Editor = (state, dice) =>
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

const editCase: Editor = (state, { a, b, c }) =>
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

const editEvidence: Editor = (state, { a, b, c }) => {
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

const editSupport: Editor = (state, { a, b, c }) =>
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

const editScope: Editor = (state, { a, b, c }) => {
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

const editRequirement: Editor = (state, { a, b, c }) =>
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

const editPolicies: Editor = (state, { b, c }) =>
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

const productEditors: Readonly<Record<string, Editor>> = {
  ics: editIcs,
  answer: editAnswer,
  ixit: editIxit,
  selection: editSelection,
  run: editRun,
  case: editCase,
  evidence: editEvidence,
  support: editSupport,
  scope: editScope,
};

const serviceEditors: Readonly<Record<string, Editor>> = {
  requirement: editRequirement,
  policies: editPolicies,
  answer: editAnswer,
  evidence: editEvidence,
  support: editSupport,
  scope: editScope,
};

function edits(
  editors: Readonly<Record<string, Editor>>,
  only?: readonly string[],
): fc.Arbitrary<RandomEdit> {
  const names = Object.keys(editors).filter((name) => only === undefined || only.includes(name));
  const die = fc.nat({ max: 9999 });
  return fc.record({ kind: fc.nat({ max: names.length - 1 }), a: die, b: die, c: die }).map((dice) => {
    const name = names[dice.kind] ?? "";
    return {
      name,
      dice,
      apply: (state: State) => editors[name]?.(state, dice) ?? state,
      toString: () => `${name} ${JSON.stringify(dice)}`,
    };
  });
}

export const productEdits = (only?: readonly string[]): fc.Arbitrary<readonly RandomEdit[]> =>
  fc.array(edits(productEditors, only), { minLength: 1, maxLength: 6 });
export const serviceEdits = (): fc.Arbitrary<readonly RandomEdit[]> =>
  fc.array(edits(serviceEditors), { minLength: 1, maxLength: 6 });

export function applyAll(state: State, list: readonly RandomEdit[]): State {
  return list.reduce((before, edit) => edit.apply(before), state);
}

/** How often a law is tried: the usual number, or a multiple of it when `LAW_EFFORT` asks for a long search. */
export function lawRuns(usual: number): number {
  return Math.round(usual * Number(process.env["LAW_EFFORT"] ?? 1));
}
