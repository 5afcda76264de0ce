/** The types of an edition, as parsed from its file. */
import type { z } from "zod";
import type {
  provisionSchema,
  provisionsEditionSchema,
  requirementsEditionSchema,
} from "./edition-schema.ts";
import type { testSpecificationSchema } from "./test-specification-schema.ts";

export type ProvisionsEdition = z.infer<typeof provisionsEditionSchema>;
export type Provision = z.infer<typeof provisionSchema>;
export type RequirementsEdition = z.infer<typeof requirementsEditionSchema>;
export type Requirement = RequirementsEdition["requirements"][number];
export type CertificatePolicy = RequirementsEdition["policies"][number];
export type Incorporation = Requirement["incorporates"][number];
export type TestSpecification = z.infer<typeof testSpecificationSchema>;
export type IxitTableSpec = TestSpecification["ixit"][number];
export type IxitFieldSpec = IxitTableSpec["fields"][number];
export type Trait = TestSpecification["traits"][number];
export type TestGroup = TestSpecification["groups"][number];
export type TestCase = TestGroup["cases"][number];
export type TestUnit = TestCase["units"][number];
export type AnswerRule = TestSpecification["answerRules"][number];

/** Any edition file; `kind` says which. */
export type Edition = ProvisionsEdition | RequirementsEdition | TestSpecification;

/** Names one edition of one document. */
export interface EditionRef {
  readonly document: string;
  readonly edition: string;
}
