/** What cannot be about the parties of a dossier. */
import type { AssessmentMode } from "#access";
import type { DossierParty } from "./ports/dossiers.ts";

export const mostParties = 50;

/** A sentence for whoever sets the parties; undefined where they can be. */
export function partyFault(
  parties: readonly DossierParty[],
  mode: AssessmentMode,
  owner: string,
): string | undefined {
  if (parties.length > mostParties) return `A dossier has at most ${String(mostParties)} parties.`;
  const seen = new Set(parties.map((one) => `${one.party} ${one.organisationId}`));
  if (seen.size < parties.length) return "An organisation is named twice for the same part.";
  if (mode === "first-party") return undefined;
  const named = parties.some((one) => one.organisationId === owner);
  // Without a part of its own the owner is the supplier.
  const suppliers = new Set([
    ...(named ? [] : [owner]),
    ...parties.flatMap((one) => (one.party === "supplier" ? [one.organisationId] : [])),
  ]);
  const both = parties.find((one) => one.party === "laboratory" && suppliers.has(one.organisationId));
  return both === undefined
    ? undefined
    : `In a ${mode} assessment one organisation cannot be both the supplier and the laboratory.`;
}
