/** A job as clients see it. */
import * as z from "zod";
import { idSchema, instantSchema, jsonSchema } from "./values.ts";

export const jobSchema = z.strictObject({
  id: idSchema,
  organisationId: idSchema,
  dossierId: idSchema.optional(),
  kind: z.string(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  progress: z.number().min(0).max(1),
  message: z.string(),
  result: jsonSchema.optional(),
  attempts: z.number().int(),
  createdBy: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
