/** Who a process is beyond its number, since numbers are used again: when and where it started. */
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** In the unit of the operating system; only ever compared for equality. Undefined where it cannot be found out. */
  readonly started: string | undefined;
  /** Changes when the machine restarts. */
  readonly boot: string | undefined;
  /** Process numbers of another container mean other processes. */
  readonly namespace: string | undefined;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const [started, boot, namespace] = await Promise.all([startOf(process.pid), bootId(), pidNamespace()]);
  return { pid: process.pid, host: hostname(), started, boot, namespace };
}

/** True for a process that exists now, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When the process started; undefined when there is none, or the system does not tell. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${String(pid)}/stat`, "latin1").catch(() => undefined);
    // Field 22, counted from behind the command name, which may hold anything but ends at the last parenthesis.
    return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  }
  if (process.platform === "win32") return undefined;
  const run = promisify(execFile);
  const shown = await run("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => undefined);
  const text = shown?.stdout.trim() ?? "";
  return text === "" ? undefined : text;
}

async function bootId(): Promise<string | undefined> {
  const text = await readFile("/proc/sys/kernel/random/boot_id", "latin1").catch(() => undefined);
  return text?.trim();
}

async function pidNamespace(): Promise<string | undefined> {
  return readlink("/proc/self/ns/pid").catch(() => undefined);
}
