/** All checks of evidence. */
import type { Problem } from "#problems";
import {
  checkEvidenceReferences,
  checkPartsForWhole,
  checkSameFiles,
  checkSupportedRecords,
} from "./check-across-items.ts";
import { checkExternalEvidence } from "./check-external.ts";
import type { EvidenceCheckInput } from "./check-input.ts";
import { checkEvidenceItems } from "./check-items.ts";

export function checkEvidence(input: EvidenceCheckInput): Problem[] {
  return [
    ...checkEvidenceItems(input),
    ...checkSupportedRecords(input),
    ...checkEvidenceReferences(input),
    ...checkSameFiles(input),
    ...checkPartsForWhole(input),
    ...checkExternalEvidence(input),
  ];
}
