/** `plumbline explain CODE`: what the register says about a kind of problem. */
import { problemKinds, type ProblemCode } from "#problems";
import { formatOption, type Command } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { severityMark } from "../pretty/marks.ts";
import { kindsOfArea, knownCode, type Kinds } from "../problem-codes.ts";
import type { Terminal } from "../terminal.ts";
import { wrap } from "../text-width.ts";

export const explainCommand: Command = {
  name: "explain",
  summary: "Explain a problem code",
  usage: ["explain CODE", "explain [AREA]     lists the codes, all or those of an area such as ics"],
  options: { format: formatOption(["pretty", "json"]) },
  minOperands: 0,
  maxOperands: 1,
  operand: "a problem code",
  examples: ["explain ics/na-not-allowed"],
  run: ({ terminal, flags, operands }) => {
    const [code] = operands;
    const json = flags.text("format") === "json";
    const kinds = code === undefined ? problemKinds : kindsOfArea(code);
    if (kinds !== undefined) {
      terminal.out(json ? asJson(kinds) : codeList(kinds, terminal));
    } else {
      const known = knownCode(code ?? "");
      terminal.out(json ? asJson({ code: known, ...problemKinds[known] }) : explanation(known, terminal));
    }
    return Promise.resolve(exitCodes.clean);
  },
};

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

function codeList(kinds: Kinds, { paint }: Terminal): string {
  const entries = Object.entries(kinds);
  const width = Math.max(...entries.map(([code]) => code.length));
  return entries
    .map(([code, kind]) => `${severityMark(kind.severity, paint)} ${code.padEnd(width)}  ${kind.title}\n`)
    .join("");
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
