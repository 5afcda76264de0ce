/** Checks the cadence of governance and the events that reopen evidence. */
import { addDuration, daysBetween, parseDuration } from "#base/calendar";
import type { Governance } from "#dossier";
import { checkNamedRecords } from "#evidence";
import { problem, type Problem } from "#problems";
import { generalRequirement, type GovernanceCheckInput } from "./check-input.ts";

type Cadence = NonNullable<Governance["cadence"]>[string];

const subject = "Governance";
const soonDays = 30;

export function checkCadence(input: GovernanceCheckInput): Problem[] {
  const cadence = Object.entries(input.dossier.governance.cadence ?? {});
  return [
    ...checkExpectedKinds(cadence, input),
    ...cadence.flatMap(([key, one]) => checkRhythm(key, one, input)),
    ...checkEvents(input),
  ];
}

/** Audits and reviews are expected of trust services, and of anyone who prepares for an audit. */
function checkExpectedKinds(
  cadence: readonly (readonly [string, Cadence])[],
  input: GovernanceCheckInput,
): Problem[] {
  const { kind, objective } = input.dossier.header;
  const audited = objective === "audit-preparation" || objective === "conformity-assessment-audit";
  if (kind !== "trust-service" && !audited) return [];
  const why = kind === "trust-service" ? "a trust service" : `the objective ${objective}`;
  const problems: Problem[] = [];
  const at = ["governance", "cadence"];
  if (!cadence.some(([, one]) => one.kind === "internal-audit")) {
    const message = `governance.yaml plans no internal audit, which ${why} calls for`;
    const cites = generalRequirement(input, "REQ-5-08");
    problems.push(problem("governance/internal-audit-missing", { message, at, subject, cites }));
  }
  if (!cadence.some(([, one]) => one.kind === "management-review")) {
    const message = `governance.yaml plans no management review, which ${why} calls for`;
    const cites = [...generalRequirement(input, "REQ-6.3-06"), ...generalRequirement(input, "REQ-7.13-06")];
    problems.push(problem("governance/management-review-missing", { message, at, subject, cites }));
  }
  return problems;
}

function checkRhythm(key: string, cadence: Cadence, { now }: GovernanceCheckInput): Problem[] {
  const problems: Problem[] = [];
  const at = ["governance", "cadence", key];
  if ((cadence.owner ?? "").trim() === "") {
    const message = `${cadence.title} (${key}) has no owner`;
    problems.push(problem("governance/cadence-without-owner", { message, at: [...at, "owner"], subject }));
  }
  const { every, lastDone } = cadence;
  const period = parseDuration(every);
  if (lastDone === undefined) {
    const message = `${cadence.title} (${key}) is planned every ${every}, but was never done`;
    problems.push(problem("governance/cadence-never-done", { message, at: [...at, "lastDone"], subject }));
    return problems;
  }
  if (lastDone > now) {
    const message = `${cadence.title} (${key}) was last done on ${lastDone}, which is after ${now}`;
    problems.push(problem("governance/date-in-future", { message, at: [...at, "lastDone"], subject }));
    return problems;
  }
  if (period === undefined) return problems;
  const due = addDuration(lastDone, period);
  const days = daysBetween(now, due);
  if (due < now) {
    const message = `${cadence.title} (${key}) was last done on ${lastDone}; with ${every} it was due on ${due}`;
    problems.push(problem("governance/cadence-overdue", { message, at: [...at, "lastDone"], subject }));
  } else if (days <= soonDays) {
    const message = `${cadence.title} (${key}) is due on ${due}, ${days === 0 ? "today" : `in ${String(days)} days`}`;
    problems.push(problem("governance/cadence-due-soon", { message, at: [...at, "lastDone"], subject }));
  }
  return problems;
}

function checkEvents(input: GovernanceCheckInput): Problem[] {
  return (input.dossier.governance.events ?? []).flatMap((event, index) => {
    const at = ["governance", "events", index];
    const says = `The ${event.kind} of ${event.on} concerns`;
    const problems = checkNamedRecords(
      "governance/concern-unknown",
      event.concerns,
      [...at, "concerns"],
      says,
      subject,
      input,
    );
    if (event.on > input.now) {
      const message = `The event "${event.what}" (${event.kind}) is dated ${event.on}, after ${input.now}; it reopens evidence from that day on`;
      problems.push(problem("governance/event-in-future", { message, at: [...at, "on"], subject }));
    }
    return problems;
  });
}
