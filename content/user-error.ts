/**
 * An error that the user can mend: it is printed as it stands, without a stack trace, and ends the command with exit code 1.
 * The message says what is wrong and the value found; `fix` says what to do about it.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    message: string,
    /** One imperative sentence or a command that mends it. */
    readonly fix?: string,
  ) {
    super(message);
  }

  /** The message and, on a line of its own, the fix. */
  override toString(): string {
    return this.fix === undefined ? this.message : `${this.message}\n  fix: ${this.fix}`;
  }
}
