/** Whether a requirement applies to a subject, with the reasons. */

export interface Applicability {
  readonly state: "applies" | "does-not-apply" | "undetermined";
  /** One sentence each, in the order in which they decide. */
  readonly because: readonly string[];
  /** Conditions, features or policies whose answer is missing; not empty only when undetermined. */
  readonly open: readonly string[];
}
