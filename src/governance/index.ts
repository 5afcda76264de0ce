/** Governance: controls and their verification, findings and their actions, audits, reviews, events and their calendar. */
export { checkGovernance } from "./check-governance.ts";
export type { GovernanceCheckInput } from "./check-input.ts";
export { controlsByReference } from "./controls-index.ts";
export { governanceCalendar } from "./governance-calendar.ts";
export type { CalendarEntry, CalendarKind } from "./governance-calendar.ts";
