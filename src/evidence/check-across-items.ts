/** Checks what shows only when items are seen together: names that lead nowhere, the same file twice, parts for the whole. */
import { didYouMean } from "#base/near-miss";
import type { DossierPath } from "#base/path";
import type { Dossier, EvidenceItem } from "#dossier";
import { problem, type Problem } from "#problems";
import { coversWholeProduct } from "./boundary-match.ts";
import type { EvidenceCheckInput } from "./check-input.ts";
import { checkNamedRecords } from "./check-named-records.ts";
import { evidenceFor, groupOfCase, requirementKey } from "./evidence-index.ts";

/** Every place of the dossier that names evidence, checked against evidence.yaml. */
export function checkEvidenceReferences({ dossier }: EvidenceCheckInput): Problem[] {
  // The index knows every id that is named anywhere: only when one of them is unknown are the places looked for.
  const { used } = evidenceFor(dossier);
  if ([...used].every((id) => Object.hasOwn(dossier.evidence, id))) return [];
  const problems: Problem[] = [];
  const check = (who: string, ids: readonly string[] | undefined, at: DossierPath, subject: string): void => {
    ids?.forEach((id, index) => {
      if (Object.hasOwn(dossier.evidence, id)) return;
      problems.push(unknownEvidence(dossier, who, id, [...at, index], subject));
    });
  };
  for (const [id, row] of Object.entries(dossier.ics)) {
    check(`ICS row ${id}`, row.evidence, ["ics", id, "evidence"], id);
    check(`ICS row ${id}`, row.externalEvidence, ["ics", id, "externalEvidence"], id);
  }
  for (const [document, rows] of Object.entries(dossier.requirements)) {
    for (const [id, row] of Object.entries(rows)) {
      const key = `${requirementKey(document)}/${id}`;
      check(`Requirement ${key}`, row.evidence, ["requirements", document, id, "evidence"], key);
    }
  }
  for (const [id, control] of Object.entries(dossier.controls)) {
    check(`Control ${id}`, control.evidence, ["controls", id, "evidence"], "Controls");
  }
  for (const [id, finding] of Object.entries(dossier.findings)) {
    finding.actions?.forEach((action, index) => {
      check(
        `Finding ${id}, action ${String(index + 1)},`,
        action.evidence,
        ["findings", id, "actions", index, "evidence"],
        "Findings",
      );
    });
  }
  for (const [key, cadence] of Object.entries(dossier.governance.cadence ?? {})) {
    check(`Cadence ${key}`, cadence.evidence, ["governance", "cadence", key, "evidence"], "Governance");
  }
  problems.push(...checkArtefacts(dossier));
  return problems;
}

function checkArtefacts(dossier: Dossier): Problem[] {
  const problems: Problem[] = [];
  for (const [caseId, result] of Object.entries(dossier.assessment.cases)) {
    for (const [label, runs] of Object.entries(result.units ?? {})) {
      for (const [entry, run] of Object.entries(runs)) {
        run.artefacts?.forEach(({ evidence }, index) => {
          if (Object.hasOwn(dossier.evidence, evidence)) return;
          const at = ["assessment", "cases", caseId, "units", label, entry, "artefacts", index, "evidence"];
          const who = `The result of ${caseId} ${label}${entry === "once" ? "" : ` on ${entry}`}`;
          problems.push(unknownEvidence(dossier, who, evidence, at, groupOfCase(caseId)));
        });
      }
    }
  }
  return problems;
}

function unknownEvidence(
  dossier: Dossier,
  who: string,
  id: string,
  at: DossierPath,
  subject: string,
): Problem {
  const meant = didYouMean(id, Object.keys(dossier.evidence));
  const message = `${who} names evidence ${id}, which is not in evidence.yaml`;
  const parts = { message, at, subject };
  if (meant === undefined) return problem("evidence/reference-unknown", parts);
  return problem("evidence/reference-unknown", {
    ...parts,
    remedy: `Did you mean ${meant}? Write it, or add an item ${id} to evidence.yaml.`,
    fix: { title: `Write ${meant}`, safe: false, edits: [{ op: "set", path: at, value: meant }] },
  });
}

/** What the items themselves name: provisions, requirements, groups, cases, controls and IXIT entries. */
export function checkSupportedRecords(input: EvidenceCheckInput): Problem[] {
  return Object.entries(input.dossier.evidence).flatMap(([id, item]) =>
    checkNamedRecords(
      "evidence/supports-unknown",
      item.supports,
      ["evidence", id, "supports"],
      `Evidence ${id} supports`,
      "Evidence",
      input,
    ),
  );
}

export function checkSameFiles({ dossier }: EvidenceCheckInput): Problem[] {
  const firstByHash = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [id, { sha256 }] of Object.entries(dossier.evidence)) {
    if (sha256 === undefined) continue;
    const first = firstByHash.get(sha256);
    if (first === undefined) firstByHash.set(sha256, id);
    else {
      const message = `Evidence ${id} and evidence ${first} record the same SHA-256 and so hold the same file`;
      problems.push(
        problem("evidence/same-hash", { message, at: ["evidence", id, "sha256"], subject: "Evidence" }),
      );
    }
  }
  return problems;
}

/**
 * Provisions whose usable evidence is all about parts. A provision speaks about the device as a whole, so evidence about
 * a component supports it only together with something about the rest.
 */
export function checkPartsForWhole({ dossier, standards, statuses }: EvidenceCheckInput): Problem[] {
  if (dossier.header.kind !== "product") return [];
  const index = evidenceFor(dossier);
  const problems: Problem[] = [];
  for (const [provision, named] of index.byProvision) {
    const support = Object.hasOwn(dossier.ics, provision) ? dossier.ics[provision]?.support : undefined;
    if (support === "N" || support === "N/A") continue;
    const parts: { readonly id: string; readonly item: EvidenceItem }[] = [];
    let whole = false;
    for (const id of new Set([...named, ...(index.byGroup.get(provision) ?? [])])) {
      if (statuses.get(id)?.usable !== true) continue;
      const item = Object.hasOwn(dossier.evidence, id) ? dossier.evidence[id] : undefined;
      if (item === undefined) continue;
      whole = coversWholeProduct(item, dossier);
      if (whole) break;
      parts.push({ id, item });
    }
    const [first] = parts;
    if (whole || first === undefined) continue;
    const list = parts.map(
      ({ id, item }) => `${id} (${item.boundary?.component ?? item.boundary?.product ?? "part"})`,
    );
    const edition = standards.provisions?.edition;
    problems.push(
      problem("evidence/part-for-the-whole", {
        message: `${provision} rests only on evidence about parts of the product: ${list.join(", ")}`,
        at: ["evidence", first.id, "boundary"],
        subject: provision,
        cites:
          edition === undefined
            ? []
            : [{ document: edition.document, edition: edition.edition, clause: provision }],
      }),
    );
  }
  return problems;
}
