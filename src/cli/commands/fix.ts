/** `plumbline fix`: shows the changes that could be computed, and makes them when agreed. */
import { proposeFixes, type FixProposal } from "#workbench";
import type { Command, Invocation } from "../command.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { InputError } from "../input-error.ts";
import { printDiff } from "../pretty/diff.ts";
import { counted } from "../pretty/marks.ts";
import { codeFilter } from "../problem-codes.ts";
import { faultList, openDossier, reportUnread } from "../session.ts";
import { oneLine } from "../text-width.ts";
import { exitCodeOf } from "./check.ts";

export const fixCommand: Command = {
  name: "fix",
  summary: "Apply the changes that could be computed, after showing them",
  usage: ["fix [DOSSIER] [--code CODE]… [--all] [--yes | --dry-run]"],
  options: {
    code: {
      type: "string",
      multiple: true,
      value: "CODE",
      help: "Only fixes of this code or area (repeatable).",
    },
    all: {
      type: "boolean",
      help: "Also changes that make a claim or lose words; read the difference first.",
    },
    yes: { type: "boolean", short: "y", help: "Make the changes without asking." },
    "dry-run": { type: "boolean", short: "n", help: "Only show the changes." },
  },
  minOperands: 0,
  maxOperands: 1,
  operand: "a dossier folder",
  details: "All files are changed or none. The exit code is that of a check afterwards.",
  examples: ["fix .", "fix . --code ics --yes"],
  run: async (invocation) => {
    const { flags, terminal } = invocation;
    const isWanted = codeFilter(flags.list("code"));
    const opened = await openDossier(invocation);
    const { checked, catalogue, port } = opened;
    if (checked.unreadable) reportUnread(invocation, opened);
    const proposal = proposeFixes(checked.files, checked.problems, catalogue, {
      all: flags.on("all"),
      isWanted,
    });
    sayRefused(invocation, proposal.refused);
    if (proposal.changes.length === 0) {
      const found = checked.problems.filter((one) => isWanted(one.code)).length;
      terminal.out(
        found === 0
          ? "There is nothing to change: no such problem was found.\n"
          : `No ${flags.on("all") ? "" : "safe "}change can be computed for ${found === 1 ? "the problem" : `the ${found} problems`} found; plumbline check ${opened.folder} says what to do.\n`,
      );
      hintUnsafe(invocation, proposal.unsafe.length);
      return exitCodeOf(checked);
    }
    terminal.out(printDiff(proposal.diff, terminal));
    for (const one of proposal.applied)
      terminal.progress(
        `  ${one.fix?.title ?? ""} (${one.code}${one.subject === undefined ? "" : `, ${oneLine(one.subject)}`})`,
      );
    hintUnsafe(invocation, proposal.unsafe.length);
    if (flags.on("dry-run")) return exitCodeOf(checked);
    if (!(await agreed(invocation, proposal.changes.length))) return exitCodeOf(checked);
    const written = await port.write(proposal.changes.map((one) => ({ path: one.path, text: one.after })));
    if (!written.ok) throw new InputError(faultList("nothing was changed", written.error));
    return recheck(invocation, checked.problems.length);
  },
};

const refusedShown = 3;

function sayRefused({ terminal }: Invocation, refused: FixProposal["refused"]): void {
  for (const { problem, why } of refused.slice(0, refusedShown))
    terminal.err(`Not made: ${oneLine(`${problem.fix?.title ?? problem.code}: ${why}`)}`);
  const more = refused.length - refusedShown;
  if (more > 0) terminal.err(`and ${counted(more, "further change")} that cannot be made in these files`);
}

function hintUnsafe({ terminal }: Invocation, count: number): void {
  if (count > 0)
    terminal.progress(
      `${counted(count, "further change")} would make a claim or could lose words; --all includes them.`,
    );
}

async function agreed({ flags, terminal }: Invocation, files: number): Promise<boolean> {
  if (flags.on("yes")) return true;
  const answer = await terminal.confirm(`Change ${counted(files, "file")}?`);
  if (answer === undefined)
    terminal.err("Nobody can be asked here, so nothing was changed; --yes makes the changes.");
  else if (!answer) terminal.err("Nothing was changed.");
  return answer === true;
}

async function recheck(invocation: Invocation, before: number): Promise<ExitCode> {
  const { checked } = await openDossier(invocation);
  const blockers = checked.problems.filter((one) => one.severity === "blocker").length;
  invocation.terminal.out(
    `Changed. ${counted(before, "problem")} before, ${checked.problems.length} now, ${counted(blockers, "blocker")} among them.\n`,
  );
  return blockers === 0 && !checked.unreadable ? exitCodes.clean : exitCodeOf(checked);
}
