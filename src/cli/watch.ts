/** Runs a check again whenever a file of the dossier changes, until it is interrupted. */
import { watch } from "node:fs";
import { resolve } from "node:path";
import type { Invocation } from "./command.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { InputError } from "./input-error.ts";

/** What a watch notices of the world; tests put their own in its place. */
export interface WatchWorld {
  /** Calls back with the path of each file that changed, or with undefined where the system does not say which. */
  readonly watchFolder: (
    root: string,
    onChange: (name: string | undefined) => void,
    onError: (error: Error) => void,
  ) => { readonly close: () => void };
  readonly onInterrupt: (callback: () => void) => void;
}

const processWorld: WatchWorld = {
  watchFolder: (root, onChange, onError) => {
    const watcher = watch(root, { recursive: true }, (_event, name) => {
      onChange(name ?? undefined);
    });
    watcher.on("error", onError);
    return watcher;
  },
  onInterrupt: (callback) => {
    process.once("SIGINT", callback);
  },
};

/** Editors write in several steps; only when they have come to rest is it worth looking. */
const restMilliseconds = 80;

export async function watchDossier(
  invocation: Invocation,
  check: (invocation: Invocation) => Promise<ExitCode>,
  world: WatchWorld = processWorld,
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
  const onChange = (name: string | undefined): void => {
    if (name !== undefined && /(^|[/\\])\.|\.tmp$|~$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      queue = queue.then(rerun);
    }, restMilliseconds);
  };
  return new Promise<ExitCode>((finish, refuse) => {
    const end = (code: ExitCode): void => {
      clearTimeout(timer);
      watcher?.close();
      finish(code);
    };
    let watcher: { readonly close: () => void } | undefined;
    try {
      watcher = world.watchFolder(root, onChange, (error) => {
        terminal.err(`plumbline: cannot watch ${root} any longer: ${error.message}`);
        end(exitCodes.unreadable);
      });
    } catch (error) {
      refuse(
        new InputError(`cannot watch ${root}: ${error instanceof Error ? error.message : String(error)}`),
      );
      return;
    }
    world.onInterrupt(() => {
      end(last);
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
