/** The refusal of input that cannot be read or written: exit code 3. */

export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InputError";
  }
}
