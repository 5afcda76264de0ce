/** `plumbline explain CODE`: what the register says about a kind of problem. */
import { didYouMean } from "#base/near-miss";
import { isProblemCode, problemKinds, type ProblemCode } from "#problems";
import { formatOption, type Command } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { severityMark } from "../pretty/marks.ts";
import type { Terminal } from "../terminal.ts";
import { wrap } from "../text-width.ts";
import { UsageError } from "../usage-error.ts";
import { commandUsage } from "../usage.ts";

export const explainCommand: Command = {
  name: "explain",
  summary: "Explain a problem code",
  usage: ["explain CODE", "explain            lists all codes"],
  options: { format: formatOption(["pretty", "json"]) },
  minOperands: 0,
  maxOperands: 1,
  operand: "a problem code",
  examples: ["explain ics/na-not-allowed"],
  run: ({ terminal, flags, operands }) => {
    const [code] = operands;
    const json = flags.text("format") === "json";
    if (code === undefined) {
      terminal.out(json ? asJson(problemKinds) : codeList(terminal));
    } else {
      const known = knownCode(code);
      terminal.out(json ? asJson({ code: known, ...problemKinds[known] }) : explanation(known, terminal));
    }
    return Promise.resolve(exitCodes.clean);
  },
};

function knownCode(text: string): ProblemCode {
  if (isProblemCode(text)) return text;
  const meant = didYouMean(text, Object.keys(problemKinds));
  const hint = meant === undefined ? "; `plumbline explain` lists all codes" : `; did you mean ${meant}?`;
  throw new UsageError(`no problem has the code "${text}"${hint}`, commandUsage(explainCommand));
}

function explanation(code: ProblemCode, terminal: Terminal): string {
  const kind = problemKinds[code];
  const { paint, width } = terminal;
  const block = (title: string, text: string): string[] => [
    "",
    paint.dim(title),
    ...wrap(text, Math.min(width, 88) - 2).map((line) => `  ${line}`),
  ];
  return [
    `${severityMark(kind.severity, paint)} ${paint.bold(code)}   ${kind.severity}`,
    kind.title,
    ...block("Why", kind.explanation),
    ...block("What to do", kind.resolve),
    "",
    paint.dim("Example"),
    ...kind.example.split("\n").map((line) => `  ${line}`),
    "",
  ].join("\n");
}

function codeList({ paint }: Terminal): string {
  const entries = Object.entries(problemKinds);
  const width = Math.max(...entries.map(([code]) => code.length));
  return entries
    .map(([code, kind]) => `${severityMark(kind.severity, paint)} ${code.padEnd(width)}  ${kind.title}\n`)
    .join("");
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
