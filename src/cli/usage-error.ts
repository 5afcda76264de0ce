/** The refusal of a command line that cannot be understood: exit code 2, one line and the usage. */

export class UsageError extends Error {
  /** Usage of the command concerned; undefined shows the general one. */
  usage: string | undefined;

  constructor(message: string, usage?: string) {
    super(message);
    this.name = "UsageError";
    this.usage = usage;
  }
}
