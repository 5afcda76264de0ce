/** `plumbline report`: one self-contained HTML file. */
import type { Command } from "../command.ts";
import { openEvaluated, reportUnread } from "../session.ts";

export const reportCommand: Command = {
  name: "report",
  summary: "Write one self-contained HTML file",
  usage: ["report [DOSSIER] --out FILE.html"],
  options: {},
  minOperands: 0,
  maxOperands: 1,
  operand: "a dossier folder",
  details:
    "Readiness, problems, claims, IXIT, plan, verdicts with reasons, matrix and evidence. It needs no network and prints well. Without --out it goes to the standard output.",
  examples: ["report . --out report.html"],
  run: async (invocation) => {
    const opened = await openEvaluated(invocation);
    const { checked, catalogue, dossier, evaluation } = opened;
    const { reportDossier } = await import("#workbench");
    invocation.terminal.out(
      await reportDossier({ ...checked, dossier, evaluation }, catalogue, { version: invocation.version }),
    );
    return reportUnread(invocation, opened);
  },
};
