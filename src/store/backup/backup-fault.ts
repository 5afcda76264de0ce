/** Why a backup cannot be made or restored, as a sentence for the operator. */

export class BackupFault extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "BackupFault";
  }
}
