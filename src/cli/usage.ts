/** Usage texts, made from the commands themselves. */
import { globalOptions, type Command, type OptionSpecs } from "./command.ts";

/** The short usage that follows an error. */
export function commandUsage(command: Command): string {
  const lines = command.usage.map((line, index) => `${index === 0 ? "usage: " : "       "}plumbline ${line}`);
  return [...lines, `       plumbline help ${command.name}   shows all flags`].join("\n");
}

/** The long usage of `plumbline help COMMAND`. */
export function commandHelp(command: Command): string {
  const own = optionLines(command.options);
  const parts = [
    `plumbline ${command.name}: ${command.summary}`,
    command.usage.map((line, index) => `${index === 0 ? "usage: " : "       "}plumbline ${line}`).join("\n"),
    ...(command.details === undefined ? [] : [command.details]),
    ...(own.length === 0 ? [] : [["Flags", ...own].join("\n")]),
    ["Flags of every command", ...optionLines(globalOptions)].join("\n"),
    ...(command.examples === undefined
      ? []
      : [["Examples", ...command.examples.map((one) => `  plumbline ${one}`)].join("\n")]),
    "Exit codes: 0 no blockers · 1 blockers · 2 command line not understood · 3 unreadable input",
  ];
  return `${parts.join("\n\n")}\n`;
}

function optionLines(options: OptionSpecs): string[] {
  const rows = Object.entries(options).map(([name, option]) => {
    const short = option.short === undefined ? "    " : `-${option.short}, `;
    const value = option.value === undefined ? "" : ` ${option.value}`;
    return { flag: `  ${short}--${name}${value}`, help: option.help };
  });
  const width = Math.min(34, Math.max(...rows.map((row) => row.flag.length)));
  return rows.flatMap((row) =>
    row.flag.length <= width
      ? [`${row.flag.padEnd(width)}  ${row.help}`]
      : [row.flag, `${" ".repeat(width)}  ${row.help}`],
  );
}
