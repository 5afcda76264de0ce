/** plumbline.yaml: what the dossier is about, against which editions, for which purpose and between whom. */
import * as z from "zod";
import { idSchema, markdownSchema } from "./field-schemas.ts";

const partySchema = z.strictObject({
  name: z.string(),
  address: z.string().optional(),
  telephone: z.string().optional(),
  email: z.string().optional(),
  contact: z.string().optional().describe("Person who answers questions."),
});

/** A claimed certificate policy; `with` names the alternatives taken where the standard offers some. */
export const claimedPolicySchema = z.union([
  z.string(),
  z.strictObject({ policy: z.string(), with: z.array(z.string()).min(1) }),
]);

export const objectiveSchema = z
  .enum(["self-assessment", "laboratory-assessment", "audit-preparation", "conformity-assessment-audit"])
  .describe("What the dossier is made for.");

export const headerSchema = z.strictObject({
  plumbline: z.literal(1, { error: "must be 1" }).describe("Version of the dossier format."),
  id: idSchema.describe("Short name of the dossier, unique in the organisation."),
  kind: z.enum(["product", "trust-service"]).describe("What is assessed."),
  subject: z.strictObject({
    name: z.string(),
    release: z.string().optional().describe("Release or period this dossier is about."),
    description: markdownSchema.optional(),
  }),
  standards: z
    .array(z.strictObject({ document: z.string(), edition: z.string() }))
    .min(1)
    .describe("The editions everything in this dossier is pinned to."),
  objective: objectiveSchema,
  policies: z
    .array(claimedPolicySchema)
    .optional()
    .describe("Claimed certificate policies (trust services)."),
  parties: z.strictObject({
    supplier: partySchema.describe("Supplier Organization or trust service provider."),
    laboratory: partySchema.optional().describe("Test Laboratory or auditor."),
    client: partySchema.optional().describe("Who ordered the assessment, if not the supplier."),
    assessment: z
      .enum(["first-party", "second-party", "third-party"])
      .describe("first-party: the supplier assesses itself, and every report says so."),
  }),
  statementDate: z.string().optional(),
  notes: markdownSchema.optional(),
});
