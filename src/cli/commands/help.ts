/** `plumbline help`: the general help, or that of one command. */
import { didYouMean } from "#base/near-miss";
import type { Command } from "../command.ts";
import { commands } from "../commands.ts";
import { exitCodes } from "../exit-codes.ts";
import { generalHelp } from "../main.ts";
import { commandHelp } from "../usage.ts";
import { UsageError } from "../usage-error.ts";

export const helpCommand: Command = {
  name: "help",
  summary: "Show how a command is used",
  usage: ["help [COMMAND]"],
  options: {},
  minOperands: 0,
  maxOperands: 1,
  operand: "a command",
  run: async ({ terminal, operands }) => {
    const [name] = operands;
    if (name === undefined) {
      terminal.out(generalHelp());
      return exitCodes.clean;
    }
    const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (entry === undefined) {
      const meant = didYouMean(name, Object.keys(commands));
      throw new UsageError(`unknown command "${name}"${meant === undefined ? "" : `; did you mean ${meant}?`}`);
    }
    terminal.out(commandHelp(await entry.load()));
    return exitCodes.clean;
  },
};
