/** Crosswalks: how provisions relate to laws and other schemes, with caveat, confidence and sources. */
export { buildCrosswalks } from "./build-crosswalks.ts";
export { externalRequirements } from "./external-requirements.ts";
export type { ExternalRequirement } from "./external-requirements.ts";
export {
  deemedRoutesOf,
  findCrosswalk,
  findExternalRequirement,
  notCovered,
  provisionsWithoutCounterpart,
  relationsOfProvision,
} from "./look-up.ts";
export type { ProvisionRelation } from "./look-up.ts";
export {
  crosswalkSchemaFor,
  crosswalkSchemas,
  isCvd,
  isEuCra,
  isEuRed,
  isOtherSchemes,
  isUkPsti,
} from "./schema.ts";
export type {
  Coverage,
  Crosswalk,
  Cvd,
  EuCra,
  EuRed,
  OtherSchemes,
  PlainCrosswalk,
  Relation,
  UkPsti,
} from "./schema.ts";
