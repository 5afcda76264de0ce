/** Schemas that many requests and replies share: ids, days, pages. */
import * as z from "zod";
import { isIsoDate } from "#base/calendar";

export const idSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]*$/, "must be an id: letters, digits, dash, underscore, dot or colon")
  .describe("Id that the server gave.");

export const instantSchema = z.string().max(40).describe("Instant in UTC, as 2026-01-31T12:00:00.000Z.");

export const daySchema = z
  .string()
  .max(10)
  .refine(isIsoDate, "must be a day written YYYY-MM-DD")
  .describe("Day as YYYY-MM-DD.");

export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters");

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u, "must be an e-mail address")
  .describe("E-mail address; letter case does not matter.");

/** A secret as it was handed out: too long ones are refused before they are hashed. */
export const secretSchema = z.string().min(8).max(300);

export const pageQuery = {
  after: z.string().max(2000).optional().describe("`next` of the page before."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe("Entries per page; 50 where it is left out."),
} as const;

export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().optional().describe("Cursor of the next page; absent at the end."),
  });
}

/** Any JSON value; requests are JSON already, so nothing is left to check. */
export const jsonSchema = z
  .unknown()
  .refine((value) => value !== undefined, "is missing")
  .describe("Any JSON value.");

export const asOfQuery = {
  asOf: daySchema.optional().describe("Evaluate as on this day instead of today."),
} as const;
