/** All checks of controls, findings and the cadence of governance. */
import type { Problem } from "#problems";
import { checkCadence } from "./check-cadence.ts";
import { checkControlCoverage } from "./check-control-coverage.ts";
import { checkControls } from "./check-controls.ts";
import { checkFindings } from "./check-findings.ts";
import type { GovernanceCheckInput } from "./check-input.ts";

export function checkGovernance(input: GovernanceCheckInput): Problem[] {
  return [
    ...checkControls(input),
    ...checkControlCoverage(input),
    ...checkFindings(input),
    ...checkCadence(input),
  ];
}
