/** The table of commands: each is loaded only when it is called, so that starting stays fast. */
import type { Command } from "./command.ts";

export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** In the order in which one works. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: {
    summary: "Start a dossier with every row and table that applies",
    load: async () => (await import("./commands/init.ts")).initCommand,
  },
  check: {
    summary: "Say what is missing, inconsistent, stale or overstated, where, and what to do",
    load: async () => (await import("./commands/check.ts")).checkCommand,
  },
  explain: {
    summary: "Explain a problem code",
    load: async () => (await import("./commands/explain.ts")).explainCommand,
  },
  fix: {
    summary: "Apply the changes that could be computed, after showing them",
    load: async () => (await import("./commands/fix.ts")).fixCommand,
  },
  plan: {
    summary: "Show the test plan: group, case, unit × IXIT entry",
    load: async () => (await import("./commands/plan.ts")).planCommand,
  },
  verdicts: {
    summary: "Show the verdicts and what decided them",
    load: async () => (await import("./commands/verdicts.ts")).verdictsCommand,
  },
  matrix: {
    summary: "Show requirement → control → verification → evidence",
    load: async () => (await import("./commands/matrix.ts")).matrixCommand,
  },
  report: {
    summary: "Write one self-contained HTML file",
    load: async () => (await import("./commands/report.ts")).reportCommand,
  },
  import: {
    summary: "Read an assessment written as Markdown into a dossier",
    load: async () => (await import("./commands/import.ts")).importCommand,
  },
  standards: {
    summary: "List, show, compare and search the standards",
    load: async () => (await import("./commands/standards.ts")).standardsCommand,
  },
  serve: {
    summary: "Run the workbench as a server on this machine, or for many",
    load: async () => (await import("./commands/serve.ts")).serveCommand,
  },
  audit: {
    summary: "Verify that nothing of an audit trail was changed, moved or cut off",
    load: async () => (await import("./commands/audit.ts")).auditCommand,
  },
};
