/** The JSON of `check`: a stable layout for scripts and other programs. */
export { checkJsonSchemaName, writeCheckJson } from "./write.ts";
export type { CheckJson, CheckJsonInput } from "./write.ts";
