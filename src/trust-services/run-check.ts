/** Keeps a fault of one check from hiding what all others find. */
import { problem, type Problem } from "#problems";

/** Runs a check; a crash becomes a problem of its own, and the run goes on. */
export function runCheck(name: string, check: () => readonly Problem[]): readonly Problem[] {
  try {
    return check();
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return [
      problem("engine/check-crashed", {
        message: `The check "${name}" failed: ${fault}`,
        at: ["header"],
        subject: "Plumbline",
      }),
    ];
  }
}
