/** Checks that every mandatory requirement that applies is served by a control. */
import { requirementKey } from "#evidence";
import { problem, type Citation, type Problem } from "#problems";
import type { IndexedProvisions, IndexedRequirements } from "#standards";
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

/** Mandatory requirements of an edition; kept per edition, because editions never change. */
const mandatoryByEdition = new WeakMap<object, readonly Mandatory[]>();

function mandatoryAndApplicable({ standards, applicability }: GovernanceCheckInput): Mandatory[] {
  const { provisions, requirements } = standards;
  return [
    ...(provisions === undefined ? [] : once(provisions, () => mandatoryProvisions(provisions))),
    ...requirements.flatMap((one) => once(one, () => mandatoryRequirements(one))),
  ].filter((one) => applicability.get(one.key)?.state === "applies");
}

function once(edition: object, read: () => readonly Mandatory[]): readonly Mandatory[] {
  const known = mandatoryByEdition.get(edition);
  if (known !== undefined) return known;
  const found = read();
  mandatoryByEdition.set(edition, found);
  return found;
}

function mandatoryProvisions({ edition: pinned }: IndexedProvisions): Mandatory[] {
  const { document, edition } = pinned;
  return pinned.provisions
    .filter((one) => one.obligation === "M")
    .map(({ id, title }) => ({ key: id, title, cite: { document, edition, clause: id } }));
}

/** Requirements that only incorporate others are left out: they are met through these, which are asked about themselves. */
function mandatoryRequirements({ edition: pinned }: IndexedRequirements): Mandatory[] {
  const { document, edition } = pinned;
  return pinned.requirements
    .filter((one) => one.modality === "shall" && !one.void && one.incorporates.length === 0)
    .map(({ id, title }) => ({
      key: `${requirementKey(document)}/${id}`,
      title,
      cite: { document, edition, clause: id },
    }));
}
