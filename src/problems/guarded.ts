/** Runs a check so that its crash becomes a problem of its own and the run goes on. */
import { problem, type Problem } from "./problem.ts";

export function guarded(name: string, check: () => readonly Problem[]): readonly Problem[] {
  try {
    return check();
  } catch (error) {
    return [
      problem("engine/check-crashed", {
        message: `The check "${name}" failed: ${error instanceof Error ? error.message : String(error)}`,
        at: ["header"],
        subject: "Plumbline",
      }),
    ];
  }
}
