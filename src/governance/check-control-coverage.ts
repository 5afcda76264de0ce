/** Checks that every mandatory requirement that applies is served by a control. */
import { requirementKey } from "#evidence";
import { problem, type Citation, type Problem } from "#problems";
import type { GovernanceCheckInput } from "./check-input.ts";
import { controlsByReference } from "./controls-index.ts";

interface Mandatory {
  readonly key: string;
  readonly title: string;
  readonly cite: Citation;
}

/**
 * One problem per mandatory requirement without a control. A dossier without any control gets a single problem: there the
 * message is that controls are missing altogether, not which.
 */
export function checkControlCoverage(input: GovernanceCheckInput): Problem[] {
  const served = controlsByReference(input.dossier.controls);
  const open = mandatoryAndApplicable(input).filter((one) => !served.has(one.key));
  if (open.length === 0) return [];
  if (Object.keys(input.dossier.controls).length === 0) {
    const message = `The dossier has no controls, although ${String(open.length)} mandatory requirements apply`;
    return [
      problem("control/requirement-without-control", { message, at: ["controls"], subject: "Controls" }),
    ];
  }
  return open.map(({ key, title, cite }) =>
    problem("control/requirement-without-control", {
      message: `${key} (${title}) is mandatory and applies, but no control serves it`,
      at: ["controls"],
      subject: key,
      cites: [cite],
    }),
  );
}

/** Requirements that only incorporate others are left out: they are met through these, which are asked about themselves. */
function mandatoryAndApplicable({ standards, applicability }: GovernanceCheckInput): Mandatory[] {
  const found: Mandatory[] = [];
  const { provisions } = standards;
  if (provisions !== undefined) {
    const { document, edition } = provisions.edition;
    for (const { id, obligation, title } of provisions.edition.provisions) {
      if (obligation !== "M" || applicability.get(id)?.state !== "applies") continue;
      found.push({ key: id, title, cite: { document, edition, clause: id } });
    }
  }
  for (const { edition: pinned } of standards.requirements) {
    const { document, edition } = pinned;
    for (const one of pinned.requirements) {
      if (one.modality !== "shall" || one.void || one.incorporates.length > 0) continue;
      const key = `${requirementKey(document)}/${one.id}`;
      if (applicability.get(key)?.state !== "applies") continue;
      found.push({ key, title: one.title, cite: { document, edition, clause: one.id } });
    }
  }
  return found;
}
