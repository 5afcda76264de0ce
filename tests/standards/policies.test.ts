/** Claimed certificate policies bind exactly what they bring; dropping one drops exactly what only it brought. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closePolicies, type PolicyClaim } from "#standards";
import { part1, part2, requirementsOf, shippedCatalogue } from "./shipped-files.ts";

const catalogue = shippedCatalogue();
const editions = [requirementsOf(catalogue, part1, "V1.5.1"), requirementsOf(catalogue, part2, "V2.6.1")];
const live = editions.flatMap((edition) =>
  edition.requirements
    .filter((one) => !one.void)
    .map((one) => ({ key: `${edition.document}/${one.id}`, ...one })),
);

const close = (...claims: PolicyClaim[]): readonly string[] =>
  [...closePolicies(claims, editions).policies].sort();

function bound(policies: ReadonlySet<string>): ReadonlySet<string> {
  const binding = live.filter(
    (one) => one.policies === null || one.policies.some((policy) => policies.has(policy)),
  );
  return new Set(binding.map((one) => one.key));
}

describe("closePolicies", () => {
  it("follows what Part 2 policies build on", () => {
    expect(close("QCP-n")).toEqual(["NCP", "QCP-n"]);
    expect(close({ policy: "QCP-n", with: ["NCP+"] })).toEqual(["NCP", "NCP+", "QCP-n"]);
    expect(close("QCP-n-qscd")).toEqual(["NCP", "NCP+", "QCP-n", "QCP-n-qscd"]);
    expect(close({ policy: "QNCP-w", with: ["OVCP"] })).toEqual(["NCP", "OVCP", "QNCP-w"]);
    expect(close("QNCP-w-gen")).toEqual(["NCP", "QNCP-w-gen", "WEB"]);
  });

  it("does not expand Part 1 policies again, so that exceptions hold", () => {
    expect(close("EVCP")).toEqual(["EVCP"]);
    expect(close("QEVCP-w")).toEqual(["EVCP", "QEVCP-w"]);
    const evcp = bound(closePolicies(["EVCP"], editions).policies);
    expect(evcp.has(`${part1}/REG-6.2.2-10`)).toBe(false);
    expect(evcp.has(`${part1}/REG-6.2.2-05`)).toBe(true);
  });

  it("says which alternative is still open", () => {
    expect(closePolicies(["QNCP-w"], editions).open).toEqual([{ policy: "QNCP-w", oneOf: ["OVCP", "IVCP"] }]);
    expect(closePolicies([{ policy: "QNCP-w", with: ["IVCP"] }], editions).open).toEqual([]);
  });

  it("refuses what is no policy, and alternatives that are not offered", () => {
    expect(closePolicies(["QCP-x", "WEB"], editions).unknown).toEqual(["QCP-x", "WEB"]);
    const found = closePolicies([{ policy: "QCP-n", with: ["OVCP"] }], editions);
    expect(found.notOffered).toEqual([{ policy: "QCP-n", with: "OVCP" }]);
    expect(found.policies.has("OVCP")).toBe(false);
  });

  it("keeps what each claim brings", () => {
    const { byClaim } = closePolicies(["QCP-l", "EVCP"], editions);
    expect([...byClaim.keys()]).toEqual(["QCP-l", "EVCP"]);
    expect([...(byClaim.get("EVCP") ?? [])]).toEqual(["EVCP"]);
  });
});

const claims: readonly PolicyClaim[] = [
  ...["LCP", "NCP", "NCP+", "EVCP", "DVCP", "OVCP", "IVCP"],
  ...["QCP-n", "QCP-l", "QCP-n-qscd", "QCP-l-qscd", "QEVCP-w", "QNCP-w-gen"],
  { policy: "QNCP-w", with: ["OVCP"] },
];
const nameOf = (claim: PolicyClaim): string => (typeof claim === "string" ? claim : claim.policy);

describe("dropping a policy", () => {
  it("removes exactly the requirements that only it brings", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...claims), { minLength: 1 }), fc.nat(), (all, at) => {
        const dropped = all[at % all.length];
        if (dropped === undefined) return;
        const rest = all.filter((one) => one !== dropped);
        const before = closePolicies(all, editions);
        const after = bound(closePolicies(rest, editions).policies);
        const others = new Set(rest.flatMap((one) => [...(before.byClaim.get(nameOf(one)) ?? [])]));
        const own = before.byClaim.get(nameOf(dropped)) ?? new Set<string>();
        const onlyIts = live.filter(
          (one) =>
            one.policies?.some((policy) => own.has(policy)) === true &&
            !one.policies.some((policy) => others.has(policy)),
        );
        const gone = [...bound(before.policies)].filter((key) => !after.has(key));
        expect(gone).toEqual(onlyIts.map((one) => one.key));
        for (const key of after) expect(bound(before.policies).has(key)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("the order of claims does not matter", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...claims]), (some) => {
        expect(close(...some)).toEqual(close(...[...some].reverse()));
      }),
    );
  });
});
