/** Laws of the trust-service engine over random requirement sets, rows, evidence and findings. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dossier, Finding, RequirementRow } from "#dossier";
import type { Requirement, RequirementsEdition } from "#standards";
import { assessRequirements, type RequirementStatus, type RequirementsResult } from "#trust-services";
import {
  base,
  catalogueOf,
  dossierOf,
  edition,
  header,
  policy,
  requirement,
  status,
  today,
} from "./made-up.ts";

const policyNames = ["A", "B", "C"];
/** C includes A; the others stand alone. */
const closure: Readonly<Record<string, readonly string[]>> = { A: ["A"], B: ["B"], C: ["C", "A"] };
const evidenceIds = ["E0", "E1", "E2"];
const count = 8;
const ids = Array.from({ length: count }, (_, index) => `REQ-5-0${String(index)}`);

const requirements: fc.Arbitrary<readonly Requirement[]> = fc.tuple(
  ...ids.map((id) =>
    fc
      .record({
        modality: fc.constantFrom("shall", "shall", "shall", "should", "may"),
        policies: fc.oneof(fc.constant(null), fc.subarray(policyNames, { minLength: 1 })),
        condition: fc.constantFrom(null, null, "c"),
        targets: fc.oneof(fc.constant([]), fc.subarray([...ids, "REQ-9-99"], { maxLength: 3 })),
      })
      .map(({ targets, ...parts }) =>
        requirement(id, {
          ...parts,
          incorporates: targets.length === 0 ? [] : [{ document: base, ids: [...targets] }],
        }),
      ),
  ),
);

const row: fc.Arbitrary<RequirementRow> = fc
  .record({
    status: fc.constantFrom("met", "met", "met", "partly", "not-met", "not-applicable", "not-assessed"),
    evidence: fc.subarray(evidenceIds),
    practiceStatement: fc.subarray(["3"]),
    justification: fc.constantFrom("", "The signing key never leaves the device"),
  })
  .map((parts): RequirementRow => ({ ...parts, detail: "Reviewed by two people each quarter" }));

const rows = fc.array(fc.option(row, { nil: undefined }), { minLength: count, maxLength: count });

interface World {
  readonly edition: RequirementsEdition;
  readonly dossier: Dossier;
  readonly usable: readonly string[];
}

const world: fc.Arbitrary<World> = fc
  .record({
    requirements,
    rows,
    claimed: fc.subarray(policyNames),
    answer: fc.constantFrom("yes", "no", "unknown"),
    usable: fc.subarray(evidenceIds),
    controlled: fc.subarray(ids, { minLength: 1 }),
  })
  .map(({ requirements: all, rows: list, claimed, answer, usable, controlled }) => {
    const made = edition(base, "V1.1.1", all, {
      policies: policyNames.map((id) => policy(id, { includes: id === "C" ? ["A"] : [] })),
      conditions: [{ id: "c", text: "it holds" }],
    });
    const filled = ids.flatMap((id, index) => {
      const one = list[index];
      return one === undefined ? [] : [[id, one] as const];
    });
    const dossier = dossierOf([made], {
      header: header([made], claimed),
      scope: { answers: { [base]: { c: { answer, because: "seen" } } } },
      requirements: { [base]: Object.fromEntries(filled) },
      controls: {
        C0: {
          title: "C",
          statement: "s",
          requirements: controlled.map((id) => `EN 900 100/${id}`),
          evidence: ["E2"],
        },
      },
    });
    return { edition: made, dossier, usable };
  });

function run({ edition: made, dossier, usable }: World): RequirementsResult {
  return assessRequirements({
    dossier,
    catalogue: catalogueOf([made]),
    pinned: dossier.header.standards,
    statuses: new Map(evidenceIds.map((id) => status(id, usable.includes(id)))),
    now: today,
  });
}

const rank: Readonly<Record<RequirementStatus, number>> = {
  "not-met": 0,
  "not-assessed": 1,
  partly: 2,
  met: 3,
  "not-applicable": 4,
};

function expectNoBetter(after: RequirementsResult, before: RequirementsResult): void {
  after.requirements.forEach((one, index) => {
    const earlier = before.requirements[index]?.status ?? "not-met";
    if (one.status === "not-applicable" || earlier === "not-applicable") expect(one.status).toBe(earlier);
    else expect(rank[one.status]).toBeLessThanOrEqual(rank[earlier]);
  });
}

function statuses(result: RequirementsResult): Readonly<Record<string, RequirementStatus>> {
  return Object.fromEntries(result.requirements.map((one) => [one.key, one.status] as const).sort());
}

describe("policies", () => {
  it("a policy that is dropped removes exactly the requirements that bind no other claimed one", () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...policyNames), (one, dropped) => {
        const claimed = (one.dossier.header.policies ?? []).map(String);
        const rest = claimed.filter((name) => name !== dropped);
        if (rest.length === 0 || rest.length === claimed.length) return;
        const binds = (requirementPolicies: readonly string[] | null, names: readonly string[]): boolean =>
          requirementPolicies === null ||
          names.some((name) => closure[name]?.some((policyName) => requirementPolicies.includes(policyName)));
        const before = run(one);
        const after = run({ ...one, dossier: { ...one.dossier, header: header([one.edition], rest) } });
        before.requirements.forEach((assessed, index) => {
          const stays = binds(assessed.requirement.policies, rest);
          const now = after.requirements[index]?.applicability.state;
          expect(now).toBe(stays ? assessed.applicability.state : "does-not-apply");
        });
      }),
    );
  });
});

describe("monotony: nothing gets better when", () => {
  it("an item of evidence can no longer be used", () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...evidenceIds), (one, lost) => {
        expectNoBetter(run({ ...one, usable: one.usable.filter((id) => id !== lost) }), run(one));
      }),
    );
  });

  it("a row loses an item of evidence or its practice statement", () => {
    fc.assert(
      fc.property(
        world,
        fc.constantFrom(...ids),
        fc.constantFrom(...evidenceIds, "practice statement"),
        (one, id, lost) => {
          const given = one.dossier.requirements[base] ?? {};
          const old = given[id];
          if (old === undefined) return;
          const poorer =
            lost === "practice statement"
              ? { ...old, practiceStatement: [] }
              : { ...old, evidence: (old.evidence ?? []).filter((item) => item !== lost) };
          const dossier = { ...one.dossier, requirements: { [base]: { ...given, [id]: poorer } } };
          expectNoBetter(run({ ...one, dossier }), run(one));
        },
      ),
    );
  });

  it("a finding is added, on a requirement or a control", () => {
    const finding: fc.Arbitrary<Finding> = fc.record({
      title: fc.constant("F"),
      kind: fc.constantFrom("nonconformity", "gap", "observation"),
      grade: fc.constantFrom("major", "minor"),
      concerns: fc.oneof(
        fc.constantFrom(...ids).map((id): Finding["concerns"] => ({ requirements: [`EN 900 100/${id}`] })),
        fc.constant<Finding["concerns"]>({ controls: ["C0"] }),
      ),
      state: fc.constantFrom("open", "in-work", "done", "verified"),
    });
    fc.assert(
      fc.property(world, finding, finding, (one, first, second) => {
        const withOne = { ...one, dossier: { ...one.dossier, findings: { F1: first } } };
        const withBoth = { ...one, dossier: { ...one.dossier, findings: { F1: first, F2: second } } };
        expectNoBetter(run(withOne), run(one));
        expectNoBetter(run(withBoth), run(withOne));
      }),
    );
  });
});

describe("order and memory", () => {
  it("the order of requirements, rows and records changes no status and no kind of problem", () => {
    fc.assert(
      fc.property(world, fc.shuffledSubarray(ids, { minLength: count }), (one, order) => {
        const byId = new Map(one.edition.requirements.map((each) => [each.id, each]));
        const given = one.dossier.requirements[base] ?? {};
        const shuffledRows = order.flatMap((id) =>
          given[id] === undefined ? [] : [[id, given[id]] as const],
        );
        const shuffled = run({
          ...one,
          edition: { ...one.edition, requirements: order.flatMap((id) => byId.get(id) ?? []) },
          dossier: { ...one.dossier, requirements: { [base]: Object.fromEntries(shuffledRows) } },
        });
        const plain = run(one);
        expect(statuses(shuffled)).toEqual(statuses(plain));
        // A circle is reported at its first member in reading order, so only its number is the same.
        const kinds = (result: RequirementsResult): readonly string[] =>
          result.problems
            .map((each) =>
              each.code === "requirement/reference-cycle" ? each.code : `${each.code} ${each.at.join("/")}`,
            )
            .sort();
        expect(kinds(shuffled)).toEqual(kinds(plain));
      }),
    );
  });

  it("what is remembered from an earlier evaluation changes nothing", () => {
    fc.assert(
      fc.property(
        world,
        fc.constantFrom(...ids),
        row,
        fc.subarray(evidenceIds),
        (one, id, changed, usable) => {
          const catalogue = catalogueOf([one.edition]);
          const input = {
            dossier: one.dossier,
            catalogue,
            pinned: one.dossier.header.standards,
            statuses: new Map(evidenceIds.map((item) => status(item, one.usable.includes(item)))),
            now: today,
          };
          assessRequirements(input);
          const edited = {
            ...one.dossier,
            requirements: { [base]: { ...one.dossier.requirements[base], [id]: changed } },
          };
          const again = assessRequirements({ ...input, dossier: edited });
          expect(again).toEqual(run(structuredClone({ ...one, dossier: edited })));
          const poorer = {
            ...input,
            dossier: edited,
            statuses: new Map(evidenceIds.map((item) => status(item, usable.includes(item)))),
          };
          expect(assessRequirements(poorer)).toEqual(
            run(structuredClone({ ...one, dossier: edited, usable })),
          );
        },
      ),
    );
  });

  it("an edited row leaves the judgements of unrelated requirements the same objects", () => {
    const made = edition(base, "V1.1.1", [requirement("REQ-5-01"), requirement("REQ-5-02")]);
    const catalogue = catalogueOf([made]);
    const first = dossierOf([made], {
      requirements: { [base]: { "REQ-5-01": { status: "met" }, "REQ-5-02": { status: "met" } } },
    });
    const second = {
      ...first,
      requirements: { [base]: { ...first.requirements[base], "REQ-5-02": { status: "partly" } as const } },
    };
    const input = { catalogue, pinned: first.header.standards, statuses: new Map(), now: today };
    const before = assessRequirements({ ...input, dossier: first });
    const after = assessRequirements({ ...input, dossier: second });
    expect(after.requirements[0]).toBe(before.requirements[0]);
    expect(after.requirements[1]?.status).toBe("partly");
  });
});
