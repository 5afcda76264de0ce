/** `plumbline matrix`: requirement → applicability → control → verification → evidence → state. */
import { formatOption, type Command } from "../command.ts";
import { openEvaluated, reportUnread } from "../session.ts";

export const matrixCommand: Command = {
  name: "matrix",
  summary: "Show requirement → control → verification → evidence",
  usage: ["matrix [DOSSIER] [--format table|csv|markdown|html|json] [--clause ID] [--gaps]"],
  options: {
    format: formatOption(["table", "csv", "markdown", "html", "json"]),
    clause: {
      type: "string",
      multiple: true,
      value: "ID",
      help: "Only this clause or requirement (repeatable).",
    },
    gaps: {
      type: "boolean",
      help: "Only requirements that apply and lack a control, usable evidence, or an owner.",
    },
  },
  minOperands: 0,
  maxOperands: 1,
  operand: "a dossier folder",
  examples: ["matrix . --gaps", "matrix . --format csv --out matrix.csv"],
  run: async (invocation) => {
    const { flags, terminal } = invocation;
    const opened = await openEvaluated(invocation);
    const { evaluation, dossier, folder } = opened;
    const clauses = flags.list("clause");
    const inClause = (clause: string): boolean =>
      clauses.some((one) => clause === one || clause.startsWith(`${one}.`));
    const rows = evaluation.matrix
      .filter(
        (row) =>
          clauses.length === 0 ||
          inClause(row.clause) ||
          clauses.includes(row.id) ||
          clauses.includes(row.key),
      )
      .filter((row) => !flags.on("gaps") || isGap(row));
    const { asOf, editions } = evaluation;
    const format = flags.text("format") ?? "table";
    if (format === "table") {
      const { printMatrix } = await import("../pretty/matrix.ts");
      terminal.out(printMatrix({ folder, header: dossier.header, asOf, evaluation }, rows, terminal));
      return reportUnread(invocation, opened);
    }
    const formats = await import("#interchange/matrix-table");
    const title = dossier.header.subject.name;
    if (format === "csv") terminal.out(formats.writeMatrixCsv(rows));
    else if (format === "markdown") terminal.out(formats.writeMatrixMarkdown(rows));
    else if (format === "html") terminal.out(formats.writeMatrixHtml({ title, asOf, editions, rows }));
    else terminal.out(formats.writeMatrixJson({ asOf, editions, rows }));
    return reportUnread(invocation, opened);
  },
};

const usable = ["fresh", "expiring", "undated"];

function isGap(row: Parameters<typeof hasGap>[0]): boolean {
  return row.applicability.state !== "does-not-apply" && hasGap(row);
}

function hasGap(row: {
  readonly applicability: { readonly state: string };
  readonly owner: string | undefined;
  readonly controls: readonly unknown[];
  readonly evidence: readonly { readonly state: string }[];
}): boolean {
  return (
    row.owner === undefined ||
    row.controls.length === 0 ||
    !row.evidence.some((one) => usable.includes(one.state))
  );
}
