/** `plumbline check`: evaluates a dossier and prints its problems. */
import type { Placed } from "#base/place";
import type { Problem } from "#problems";
import { findEdition } from "#standards";
import { groupProblems, type CheckedDossier } from "#workbench";
import { formatOption, type Command, type Flags, type Invocation } from "../command.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { openDossier, type OpenDossier, type SessionMemory } from "../session.ts";
import type { WatchWorld } from "../watch.ts";
import { codeFilter } from "../problem-codes.ts";
import type { CheckView } from "../pretty/check-view.ts";

export const checkCommand: Command = {
  name: "check",
  summary: "Say what is missing, inconsistent, stale or overstated, where, and what to do",
  usage: ["check [DOSSIER] [--format pretty|json|sarif|junit] [--as-of DAY] [--watch]"],
  options: {
    format: formatOption(["pretty", "json", "sarif", "junit"]),
    severity: {
      type: "string",
      multiple: true,
      value: "SEVERITY",
      words: ["blocker", "warning", "note"],
      help: "Show only problems of this severity (repeatable).",
    },
    code: {
      type: "string",
      multiple: true,
      value: "CODE",
      help: "Show only this code or area, e.g. ics/row-missing or ics.",
    },
    subject: {
      type: "string",
      multiple: true,
      value: "ID",
      help: "Show only this provision, requirement or clause.",
    },
    all: { type: "boolean", help: "Show equal problems one by one instead of folding them." },
    watch: { type: "boolean", short: "w", help: "Check again whenever a file of the dossier changes." },
  },
  minOperands: 0,
  maxOperands: 1,
  operand: "a dossier folder",
  details:
    "Checks the working folder where no dossier is named. The exit code counts all blockers, also those that a filter hides.",
  examples: [
    "check examples/smart-plug",
    "check . --severity blocker --as-of 2027-01-01",
    "check . --format sarif --out plumbline.sarif",
  ],
  run: async (invocation) => {
    if (!invocation.flags.on("watch")) return checkOnce(invocation);
    return watchCheck(invocation, { kept: undefined });
  },
};

/** Checks after every change; `memory` is kept from one check to the next. */
export async function watchCheck(
  invocation: Invocation,
  memory: SessionMemory,
  world?: WatchWorld,
): Promise<ExitCode> {
  const { watchDossier } = await import("../watch.ts");
  return watchDossier(invocation, (again) => checkOnce(again, memory), world);
}

async function checkOnce(invocation: Invocation, memory?: SessionMemory): Promise<ExitCode> {
  const opened = await openDossier(invocation, memory);
  invocation.terminal.out(await render(invocation, opened));
  return exitCodeOf(opened.checked);
}

/** Unreadable comes before blockers: what was found then is not the whole. */
export function exitCodeOf(checked: CheckedDossier): ExitCode {
  if (checked.unreadable) return exitCodes.unreadable;
  return checked.problems.some((one) => one.severity === "blocker") ? exitCodes.blockers : exitCodes.clean;
}

async function render(invocation: Invocation, { checked, folder, catalogue }: OpenDossier): Promise<string> {
  const { flags, terminal, version } = invocation;
  const problems = checked.problems.filter(makeFilter(flags, checked));
  const view: CheckView = {
    folder,
    header: checked.dossier?.header,
    asOf: checked.asOf,
    evaluation: checked.evaluation,
    unread: checked.unread,
    problems,
    all: checked.problems,
    sourceLine: checked.sourceLine,
    clauseTitle: (document, clause) => {
      const pinned = checked.evaluation?.editions.find((one) => one.document === document);
      const edition = pinned === undefined ? undefined : findEdition(catalogue, pinned);
      return edition?.clauses.find((one) => one.id === clause)?.title ?? "";
    },
  };
  switch (flags.text("format") ?? "pretty") {
    case "json":
      return (await import("#interchange/json")).writeCheckJson(view);
    case "sarif": {
      const { writeSarif } = await import("#interchange/sarif");
      const { textFixOf } = await import("#workbench");
      const fixOf = (one: Problem) => textFixOf(one, checked.files, catalogue);
      return writeSarif({ problems, version, prefix: folder, fixOf });
    }
    case "junit": {
      const matrix = checked.evaluation?.matrix ?? [];
      const groups = groupProblems(problems, matrix);
      const name = view.header?.subject.name ?? folder;
      return (await import("#interchange/junit")).writeJunit({ name, asOf: view.asOf, matrix, groups });
    }
    default:
      return (await import("../pretty/check.ts")).printCheck(view, { terminal, all: flags.on("all") });
  }
}

function makeFilter(flags: Flags, checked: CheckedDossier): (problem: Placed<Problem>) => boolean {
  const severities = flags.list("severity");
  const isWanted = codeFilter(flags.list("code"));
  const subjects = flags.list("subject");
  const clauseOf = new Map((checked.evaluation?.matrix ?? []).map((row) => [row.key, row.clause]));
  return ({ severity, code, subject }) =>
    (severities.length === 0 || severities.includes(severity)) &&
    isWanted(code) &&
    (subjects.length === 0 ||
      subjects.some(
        (one) =>
          subject !== undefined &&
          (subject === one ||
            subject.endsWith(`/${one}`) ||
            clauseOf.get(subject) === one ||
            startsWithId(subject, one)),
      ));
}

/** 5.1-1 takes 5.1-1-2 and "5.1-1-2 a" along, 5.1 takes 5.1-1; neither takes 5.1-10. */
function startsWithId(subject: string, id: string): boolean {
  return subject.startsWith(id) && /^[^A-Za-z0-9]/.test(subject.slice(id.length));
}
