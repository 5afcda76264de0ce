/** A dossier in memory: everything one organisation claims about one subject, as plain data. */
import type { z } from "zod";
import type {
  caseResultSchema,
  externalDecisionSchema,
  groupResultSchema,
  icsVerificationSchema,
  unitResultSchema,
  assessmentFileSchema,
} from "./assessment-schema.ts";
import type { icsRowSchema, ixitOwnSchema, ixitValueSchema, requirementRowSchema } from "./claims-schema.ts";
import type { controlSchema, evidenceItemSchema } from "./evidence-schema.ts";
import type { reasonedAnswerSchema } from "./field-schemas.ts";
import type { findingSchema, governanceSchema, noteSchema } from "./governance-schema.ts";
import type { headerSchema } from "./header-schema.ts";
import type { scopeSchema } from "./scope-schema.ts";

export type Header = z.infer<typeof headerSchema>;
export type Scope = z.infer<typeof scopeSchema>;
export type ReasonedAnswer = z.infer<typeof reasonedAnswerSchema>;
export type IcsRow = z.infer<typeof icsRowSchema>;
export type RequirementRow = z.infer<typeof requirementRowSchema>;
export type IxitValue = z.infer<typeof ixitValueSchema>;
export type EvidenceItem = z.infer<typeof evidenceItemSchema>;
export type Control = z.infer<typeof controlSchema>;
export type UnitResult = z.infer<typeof unitResultSchema>;
export type CaseResult = z.infer<typeof caseResultSchema>;
export type GroupResult = z.infer<typeof groupResultSchema>;
export type IcsVerification = z.infer<typeof icsVerificationSchema>;
export type ExternalDecision = z.infer<typeof externalDecisionSchema>;
export type AssessmentFile = z.infer<typeof assessmentFileSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type Governance = z.infer<typeof governanceSchema>;
export type Note = z.infer<typeof noteSchema>;

/** An IXIT entry: fields of the pro forma, and what the supplier adds. */
export interface IxitEntry {
  /** By field name as the pro forma prints it; `ID` is not among them, it is the entry's key. */
  readonly fields: Readonly<Record<string, IxitValue>>;
  readonly own: z.infer<typeof ixitOwnSchema>;
}

export interface Assessment {
  readonly icsVerification?: IcsVerification | undefined;
  /** By IXIT entry id, then by trait. */
  readonly selections: Readonly<Record<string, Readonly<Record<string, ReasonedAnswer>>>>;
  readonly cases: Readonly<Record<string, CaseResult>>;
  readonly groups: Readonly<Record<string, GroupResult>>;
  /** By evidence id, then by test group. */
  readonly externalEvidence: Readonly<Record<string, Readonly<Record<string, ExternalDecision>>>>;
  readonly overall?: AssessmentFile["overall"];
}

/**
 * The record model. Maps are by key, in the order of their file. The same tree gives the paths in problems:
 * `["ics", "5.1-1", "support"]`, `["ixit", "1-AuthMech", "AuthMech-Web", "Description"]`,
 * `["requirements", "ETSI EN 319 401", "REQ-5-01", "status"]`,
 * `["assessment", "cases", "5.1-1-1", "units", "a", "AuthMech-Web", "indication"]`.
 */
export interface Dossier {
  readonly header: Header;
  readonly scope: Scope;
  readonly ics: Readonly<Record<string, IcsRow>>;
  /** By document, then by requirement id. */
  readonly requirements: Readonly<Record<string, Readonly<Record<string, RequirementRow>>>>;
  /** By table id, then by entry id; a single-record table has one entry whose id is the table id. */
  readonly ixit: Readonly<Record<string, Readonly<Record<string, IxitEntry>>>>;
  readonly controls: Readonly<Record<string, Control>>;
  readonly evidence: Readonly<Record<string, EvidenceItem>>;
  readonly assessment: Assessment;
  readonly findings: Readonly<Record<string, Finding>>;
  readonly governance: Governance;
  readonly notes: readonly Note[];
}

/** What the machine found about the file behind an evidence item; the engine never opens files itself. */
export type FileFact =
  | { readonly state: "present"; readonly sha256: string; readonly bytes: number }
  | { readonly state: "missing" }
  | { readonly state: "unreadable"; readonly why: string };
