/** scope.yaml: the boundary, the DUT and the answers to conditions and features. */
import * as z from "zod";
import { markdownSchema, reasonedAnswerSchema } from "./field-schemas.ts";

const interfaceSchema = z.strictObject({
  kind: z.enum(["network", "logical", "physical", "user", "api"]),
  name: z.string(),
  description: markdownSchema.optional(),
});

const serviceSchema = z.strictObject({
  name: z.string(),
  version: z.string().optional(),
  description: markdownSchema.optional().describe("How the DUT interacts with it."),
});

export const scopeSchema = z.strictObject({
  dut: z
    .strictObject({
      name: z.string().optional().describe("Commercial name and model of the device under test."),
      model: z.string().optional().describe("Model designation as users find it."),
      hardware: z.string().optional(),
      operatingSystem: z.string().optional(),
      software: z.string().optional().describe("Firmware or software version that is assessed."),
      constrained: reasonedAnswerSchema.optional().describe("Whether, and why, the device is constrained."),
    })
    .optional(),
  interfaces: z.array(interfaceSchema).optional(),
  userDocumentation: z
    .array(z.strictObject({ title: z.string(), version: z.string().optional(), link: z.string().optional() }))
    .optional(),
  associatedServices: z.array(serviceSchema).optional(),
  apps: z.array(serviceSchema).optional().describe("Companion apps."),
  supportProcess: markdownSchema
    .optional()
    .describe("Support period, vulnerability reporting, update and deletion processes inside the boundary."),
  service: z
    .strictObject({
      description: markdownSchema.optional(),
      components: z.array(z.string()).optional(),
      locations: z.array(z.string()).optional(),
      practiceStatement: z
        .strictObject({ title: z.string(), version: z.string().optional(), link: z.string().optional() })
        .optional(),
      subcontractors: z.array(z.string()).optional(),
    })
    .optional()
    .describe("The trust service and what belongs to it."),
  boundary: z
    .strictObject({
      inside: z.array(z.string()).optional(),
      outside: z.array(z.string()).optional(),
    })
    .optional(),
  answers: z
    .record(z.string(), z.record(z.string(), reasonedAnswerSchema))
    .optional()
    .describe("Answers to conditions and features, by document."),
});
