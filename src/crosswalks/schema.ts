/** The crosswalk files: five known layouts, named by their id, and a plain one for everything else. */
import type { z } from "zod";
import { cvdSchema } from "./cvd-schema.ts";
import { euCraSchema } from "./eu-cra-schema.ts";
import { euRedSchema } from "./eu-red-schema.ts";
import { otherSchemesSchema } from "./other-schemes-schema.ts";
import { plainCrosswalkSchema } from "./plain-schema.ts";
import type { coverageSchema, relationSchema } from "./shared-schema.ts";
import { ukPstiSchema } from "./uk-psti-schema.ts";

export type UkPsti = z.infer<typeof ukPstiSchema>;
export type EuCra = z.infer<typeof euCraSchema>;
export type EuRed = z.infer<typeof euRedSchema>;
export type OtherSchemes = z.infer<typeof otherSchemesSchema>;
export type Cvd = z.infer<typeof cvdSchema>;
export type PlainCrosswalk = z.infer<typeof plainCrosswalkSchema>;
export type Crosswalk = UkPsti | EuCra | EuRed | OtherSchemes | Cvd | PlainCrosswalk;
export type Relation = z.infer<typeof relationSchema>;
export type Coverage = z.infer<typeof coverageSchema>;

const known: Readonly<Record<string, z.ZodType<Crosswalk>>> = {
  "uk-psti": ukPstiSchema,
  "eu-cra": euCraSchema,
  "eu-red": euRedSchema,
  "other-schemes": otherSchemesSchema,
  cvd: cvdSchema,
};

/** The schema for the crosswalk with this id. */
export function crosswalkSchemaFor(id: string): z.ZodType<Crosswalk> {
  return Object.hasOwn(known, id) ? (known[id] ?? plainCrosswalkSchema) : plainCrosswalkSchema;
}

export const crosswalkSchemas: readonly z.ZodType<Crosswalk>[] = [
  ...Object.values(known),
  plainCrosswalkSchema,
];

// The id tells the layouts apart at run time; TypeScript cannot exclude the five names from a plain id's `string`.
export function isUkPsti(crosswalk: Crosswalk): crosswalk is UkPsti {
  return crosswalk.id === "uk-psti";
}

export function isEuCra(crosswalk: Crosswalk): crosswalk is EuCra {
  return crosswalk.id === "eu-cra";
}

export function isEuRed(crosswalk: Crosswalk): crosswalk is EuRed {
  return crosswalk.id === "eu-red";
}

export function isOtherSchemes(crosswalk: Crosswalk): crosswalk is OtherSchemes {
  return crosswalk.id === "other-schemes";
}

export function isCvd(crosswalk: Crosswalk): crosswalk is Cvd {
  return crosswalk.id === "cvd";
}
