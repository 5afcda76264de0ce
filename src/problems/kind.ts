/** What the register says about one kind of problem. */

export interface ProblemKind {
  readonly severity: "blocker" | "warning" | "note";
  /** A noun phrase without a full stop. */
  readonly title: string;
  /** Why this is a problem and which rule of which document it rests on; two or three sentences. */
  readonly explanation: string;
  /** How to resolve it, as imperative sentences. */
  readonly resolve: string;
  /** A short dossier excerpt (YAML) or situation that provokes it. */
  readonly example: string;
}
