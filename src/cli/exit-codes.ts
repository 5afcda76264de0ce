/** What the exit code of the command line says. */

export const exitCodes = {
  /** No blockers, or the command did what it was asked. */
  clean: 0,
  /** The dossier has blockers. */
  blockers: 1,
  /** The command line was not understood. */
  usage: 2,
  /** Something could not be read or written. */
  unreadable: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
