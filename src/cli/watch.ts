/** Runs a check again whenever a file of the dossier changes, until it is interrupted. */
import { watch } from "node:fs";
import { resolve } from "node:path";
import type { Invocation } from "./command.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { InputError } from "./input-error.ts";

/** Editors write in several steps; only when they have come to rest is it worth looking. */
const restMilliseconds = 80;

export async function watchDossier(
  invocation: Invocation,
  check: (invocation: Invocation) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { terminal, operands } = invocation;
  const root = resolve(terminal.cwd, operands[0] ?? ".");
  let last = await runOnce(invocation, check);
  let timer: NodeJS.Timeout | undefined;
  // One check after the other: a change during a check waits for it to end.
  let queue = Promise.resolve();
  const rerun = async (): Promise<void> => {
    if (terminal.paint.on) terminal.out("\u001b[2J\u001b[3J\u001b[H");
    last = await runOnce(invocation, check);
  };
  return new Promise<ExitCode>((finish) => {
    const watcher = watch(root, { recursive: true }, (_event, name) => {
      if (name !== null && /(^|[/\\])\.|\.tmp$|~$/.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        queue = queue.then(rerun);
      }, restMilliseconds);
    });
    watcher.on("error", (error) => {
      terminal.err(`plumbline: cannot watch ${root} any longer: ${error.message}`);
      watcher.close();
      finish(exitCodes.unreadable);
    });
    process.once("SIGINT", () => {
      watcher.close();
      finish(last);
    });
  });
}

async function runOnce(
  invocation: Invocation,
  check: (invocation: Invocation) => Promise<ExitCode>,
): Promise<ExitCode> {
  let code: ExitCode;
  try {
    code = await check(invocation);
  } catch (error) {
    // A fault must not end the watch: the next change may be the one that mends it.
    const text =
      error instanceof InputError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    invocation.terminal.err(`plumbline: ${text}`);
    code = exitCodes.unreadable;
  }
  invocation.terminal.progress("Watching; Ctrl+C ends.");
  return code;
}
