/** `plumbline plan`: what to test, on which entry, with what, and what the tester must decide first. */
import type { Header } from "#dossier";
import { formatOption, type Command } from "../command.ts";
import { openEvaluated, reportUnread } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { findGroup } from "./verdicts.ts";

export const planCommand: Command = {
  name: "plan",
  summary: "Show the test plan: group, case, unit × IXIT entry",
  usage: ["plan [DOSSIER] [--group ID] [--questions] [--format pretty|json|markdown|csv]"],
  options: {
    format: formatOption(["pretty", "json", "markdown", "csv"]),
    group: {
      type: "string",
      short: "g",
      multiple: true,
      value: "ID",
      help: "Only this test group, with what its units need (repeatable).",
    },
    questions: { type: "boolean", help: "Only what the engine cannot decide and the tester must answer." },
    all: { type: "boolean", help: "Also list groups that the ICS does not make assessable." },
  },
  minOperands: 0,
  maxOperands: 1,
  operand: "a dossier folder",
  examples: ["plan . --group 5.1-1", "plan . --questions", "plan . --format csv --out plan.csv"],
  run: async (invocation) => {
    const { flags, terminal } = invocation;
    const opened = await openEvaluated(invocation);
    const { evaluation, dossier, folder } = opened;
    const { plan } = evaluation;
    if (plan.specification === undefined) throw new UsageError(noPlan(dossier.header, folder));
    const wanted = flags.list("group");
    const groups = wanted.length === 0 ? plan.groups : wanted.map((id) => findGroup(id, plan.groups));
    const questions = plan.questions.filter(
      (one) => wanted.length === 0 || groups.some((group) => asks(group, one.entry, one.trait)),
    );
    const format = flags.text("format") ?? "pretty";
    if (format === "json") {
      const value = flags.on("questions")
        ? { schema: "plumbline-questions/1", asOf: evaluation.asOf, questions }
        : { schema: "plumbline-plan/1", asOf: evaluation.asOf, ...plan, groups, questions };
      terminal.out(`${JSON.stringify(value, null, 2)}\n`);
      return reportUnread(invocation, opened);
    }
    const view = { folder, header: dossier.header, asOf: evaluation.asOf, evaluation, groups, questions };
    const options = {
      questionsOnly: flags.on("questions"),
      all: flags.on("all") || wanted.length > 0,
      details: wanted.length > 0,
    };
    if (format === "pretty") {
      const { printPlan } = await import("../pretty/plan.ts");
      terminal.out(printPlan(view, options, terminal));
    } else {
      const { planCsv, planMarkdown } = await import("../plan-documents.ts");
      terminal.out(format === "csv" ? planCsv(view, options) : planMarkdown(view, options));
    }
    return reportUnread(invocation, opened);
  },
};

function noPlan({ kind }: Header, folder: string): string {
  return kind === "product"
    ? `${folder} pins no test specification that assesses its provisions, so there is no test plan; pin ETSI TS 103 701 in plumbline.yaml`
    : `${folder} is a trust service: it has requirements with a status, and no test plan; see plumbline matrix ${folder}`;
}

function asks(
  group: {
    readonly cases: readonly {
      readonly units: readonly {
        readonly runs: readonly {
          readonly questions: readonly { readonly entry: string; readonly trait: string }[];
        }[];
      }[];
    }[];
  },
  entry: string,
  trait: string,
): boolean {
  return group.cases.some((one) =>
    one.units.some((unit) =>
      unit.runs.some((run) =>
        run.questions.some((question) => question.entry === entry && question.trait === trait),
      ),
    ),
  );
}
