/** Law: dropping a certificate policy takes out exactly the requirements that it alone brought. */
import { describe, expect, it } from "vitest";
import type { Dossier } from "#dossier";
import { evaluate, type Evaluation } from "#evaluation";
import type { CertificatePolicy } from "#standards";
import { setAt } from "../doubles/edits.ts";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { requirementsEditions, soundTrustService } from "../doubles/sound-trust-service.ts";

type Claim = NonNullable<Dossier["header"]["policies"]>[number];

const catalogue = loadCatalogue();
const sound = soundTrustService(catalogue);
const editions = requirementsEditions(catalogue);
const policies = new Map<string, { readonly policy: CertificatePolicy; readonly effective: boolean }>();
for (const edition of editions) {
  for (const policy of edition.policies)
    if (!policies.has(policy.id))
      policies.set(policy.id, { policy, effective: edition.policySets === "effective" });
}

/** The policies that a claim binds, worked out here a second time: what it includes and the alternatives it takes. */
function boundBy(claim: Claim): ReadonlySet<string> {
  const { policy, with: taken } = typeof claim === "string" ? { policy: claim, with: [] } : claim;
  const bound = new Set<string>();
  const open = [policy];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const known = policies.get(next);
    if (bound.has(next)) continue;
    bound.add(next);
    // Requirements of an edition with effective sets list themselves for which policies they hold.
    if (known === undefined || known.effective) continue;
    const offered = [...known.policy.oneOf.flat(), ...known.policy.optional.map((one) => one.policy)];
    open.push(...known.policy.includes, ...offered.filter((one) => taken.includes(one)));
  }
  return bound;
}

/** Requirements in force that the claims bring in by their policies, whatever their conditions say. */
function selectedBy(claims: readonly Claim[]): ReadonlySet<string> {
  const bound = new Set(claims.flatMap((claim) => [...boundBy(claim)]));
  return new Set(
    editions.flatMap((edition) =>
      edition.requirements
        .filter(
          (one) => !one.void && (one.policies === null || one.policies.some((policy) => bound.has(policy))),
        )
        .map((one) => `${edition.document.replace("ETSI ", "")}/${one.id}`),
    ),
  );
}

function claiming(claims: readonly Claim[]): Evaluation {
  return evaluate(setAt(sound.dossier, ["header", "policies"], claims), catalogue, sound);
}

const applying = (evaluation: Evaluation): ReadonlySet<string> =>
  new Set([...evaluation.applicability].filter(([, one]) => one.state === "applies").map(([key]) => key));
const qnw: Claim = { policy: "QNCP-w", with: ["OVCP"] };

describe.each<[string, readonly Claim[], Claim]>([
  ["QNCP-w beside QCP-n-qscd", ["QCP-n-qscd", qnw], qnw],
  ["QCP-n-qscd beside QNCP-w", ["QCP-n-qscd", qnw], "QCP-n-qscd"],
  ["QCP-l beside QCP-n", ["QCP-n", "QCP-l"], "QCP-l"],
  ["QCP-l-qscd beside QCP-n-qscd", ["QCP-n-qscd", "QCP-l-qscd"], "QCP-l-qscd"],
])("dropping %s", (_name, claims, dropped) => {
  const kept = claims.filter((one) => one !== dropped);
  const [before, after] = [claiming(claims), claiming(kept)];

  it("takes out exactly the requirements that no other claim brings", () => {
    const [selected, left] = [selectedBy(claims), selectedBy(kept)];
    const gone = [...applying(before)].filter((key) => !applying(after).has(key)).sort();
    expect(gone).toEqual([...applying(before)].filter((key) => selected.has(key) && !left.has(key)).sort());
    expect(gone.length).toBeGreaterThan(0);
    for (const key of gone) expect(after.applicability.get(key)?.state).toBe("does-not-apply");
  });
  it("brings in nothing and leaves every other requirement as it was", () => {
    const left = selectedBy(kept);
    for (const [key, one] of after.applicability) {
      if (!left.has(key)) expect(one.state, key).toBe("does-not-apply");
      else expect(one.state, key).toBe(before.applicability.get(key)?.state);
    }
  });
  it("leaves in the matrix the rows of the requirements that still bind", () => {
    const rows = after.matrix.filter((row) => row.applicability.state === "applies").map((row) => row.key);
    expect(new Set(rows)).toEqual(applying(after));
  });
});

describe("claims", () => {
  it("select what this test works out as well", () => {
    const evaluation = claiming(["QCP-n-qscd", qnw]);
    const selected = selectedBy(["QCP-n-qscd", qnw]);
    for (const [key, one] of evaluation.applicability)
      if (one.state === "applies") expect(selected, key).toContain(key);
    expect(applying(evaluation).size).toBeGreaterThan(700);
  });
});
