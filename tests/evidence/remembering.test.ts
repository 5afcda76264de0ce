/** What is remembered between calls changes no answer: every edited dossier is judged like a fresh copy of itself. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Dossier, EvidenceItem, FileFact } from "#dossier";
import { allEvidenceStatuses, checkEvidence, evidenceFor } from "#evidence";
import { checkGovernance } from "#governance";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import { soundProduct } from "../doubles/sound-product.ts";
import { productLookup } from "./lookup.ts";

const catalogue = loadCatalogue();
const sound = soundProduct(catalogue);
const standards = productLookup(catalogue);
const ids = ["POLICY-1", "CAPTURE-1", "SBOM-1", "NEW", "NOWHERE"];

type Edit = (dossier: Dossier) => Dossier;

const provision = fc.constantFrom("5.1-1", "5.3-1", "5.4-1");
const some = fc.subarray(ids, { maxLength: 2 });
const day = fc.constantFrom("2026-07-01", "2026-09-05", "2026-10-20", "2027-01-01");
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(provision, some)
    .map(([id, evidence]): Edit => (dossier) => ({
      ...dossier,
      ics: { ...dossier.ics, [id]: { ...dossier.ics[id], evidence } },
    })),
  fc
    .tuple(provision, fc.constantFrom("Y" as const, "N" as const))
    .map(([id, support]): Edit => (dossier) => ({
      ...dossier,
      ics: { ...dossier.ics, [id]: { ...dossier.ics[id], support } },
    })),
  fc
    .tuple(fc.constantFrom(...ids.slice(0, 4)), day, fc.subarray(["5.1-1", "5.4-1", "9.9-9"]))
    .map(([id, validUntil, provisions]): Edit => (dossier) => {
      const before = dossier.evidence[id] ?? { title: "New", type: "record", link: "https://example.org/x" };
      const item: EvidenceItem = { ...before, validUntil, supports: { provisions } };
      return { ...dossier, evidence: { ...dossier.evidence, [id]: item } };
    }),
  fc.tuple(day, fc.option(provision, { nil: undefined })).map(([on, concerned]): Edit => (dossier) => {
    const concerns = concerned === undefined ? undefined : { provisions: [concerned] };
    return {
      ...dossier,
      governance: { ...dossier.governance, events: [{ kind: "release", on, what: "Next", concerns }] },
    };
  }),
  fc
    .constantFrom("3.2.0", "3.3.0")
    .map((software): Edit => (dossier) => ({
      ...dossier,
      scope: { ...dossier.scope, dut: { ...dossier.scope.dut, software } },
    })),
  fc.constant<Edit>((dossier) => ({ ...dossier, controls: {} })),
  fc.constant<Edit>((dossier) => ({ ...dossier, assessment: { ...dossier.assessment, cases: {} } })),
);

function judge(dossier: Dossier, now: string, files: Readonly<Record<string, FileFact>>) {
  const statuses = allEvidenceStatuses(dossier, { now, files });
  return {
    statuses: [...statuses.values()],
    carried: [...evidenceFor(dossier).carriedBy],
    evidence: checkEvidence({ dossier, standards, now, files, statuses }),
    governance: checkGovernance({ dossier, standards, now, applicability: new Map() }),
  };
}

it("judges every edited dossier like a fresh copy", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), day, (edits, now) => {
      let dossier = sound.dossier;
      for (const change of edits) {
        dossier = change(dossier);
        const copy = structuredClone(dossier);
        expect(judge(dossier, now, sound.files)).toEqual(judge(copy, now, structuredClone(sound.files)));
      }
    }),
    { numRuns: 60 },
  );
});
