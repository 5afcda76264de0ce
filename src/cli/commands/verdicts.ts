/** `plumbline verdicts`: verdicts of groups and the whole, and what decided them. */
import { didYouMean } from "#base/near-miss";
import { formatOption, type Command } from "../command.ts";
import { openEvaluated, reportUnread } from "../session.ts";
import { UsageError } from "../usage-error.ts";

export const verdictsCommand: Command = {
  name: "verdicts",
  summary: "Show the verdicts and what decided them",
  usage: ["verdicts [DOSSIER] [--group ID] [--format pretty|json]"],
  options: {
    format: formatOption(["pretty", "json"]),
    group: {
      type: "string",
      short: "g",
      value: "ID",
      help: "Drill down into one test group: case, unit, run, reason.",
    },
  },
  minOperands: 0,
  maxOperands: 1,
  operand: "a dossier folder",
  details: "The exit code says whether the verdicts could be shown, not what they are.",
  examples: ["verdicts .", "verdicts . --group 5.1-1"],
  run: async (invocation) => {
    const { flags, terminal } = invocation;
    const opened = await openEvaluated(invocation);
    const { evaluation, dossier, folder } = opened;
    const group = flags.text("group");
    const { verdicts } = evaluation;
    if (verdicts === undefined) {
      throw new UsageError(
        `${folder} is a trust service: it has requirements with a status, and no verdicts; see plumbline matrix ${folder}`,
      );
    }
    const groups = group === undefined ? verdicts.groups : [findGroup(group, verdicts.groups)];
    if (flags.text("format") === "json") {
      const { overall } = verdicts;
      const value = {
        schema: "plumbline-verdicts/1",
        asOf: evaluation.asOf,
        editions: evaluation.editions,
        overall,
        groups,
      };
      terminal.out(`${JSON.stringify(value, null, 2)}\n`);
      return reportUnread(invocation, opened);
    }
    const { printGroup, printVerdicts } = await import("../pretty/verdicts.ts");
    const view = { folder, header: dossier.header, asOf: evaluation.asOf, evaluation, verdicts };
    const [only] = groups;
    terminal.out(
      group !== undefined && only !== undefined
        ? printGroup(only, view, terminal)
        : printVerdicts(view, terminal),
    );
    return reportUnread(invocation, opened);
  },
};

export function findGroup<T extends { readonly id: string; readonly provision: string }>(
  id: string,
  groups: readonly T[],
): T {
  const found = groups.find((one) => one.id === id || one.provision === id);
  if (found !== undefined) return found;
  const meant = didYouMean(
    id,
    groups.map((one) => one.id),
  );
  throw new UsageError(
    `there is no test group ${id}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
  );
}
