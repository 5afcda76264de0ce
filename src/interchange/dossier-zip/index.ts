/** The ZIP form of a dossier folder: read from an archive of unknown origin, and written so that equal dossiers give equal bytes. */
export { defaultZipLimits } from "./limits.ts";
export type { ZipLimits } from "./limits.ts";
export { openZip, readZip } from "./read.ts";
export type { ZipContent, ZipEvidence } from "./read.ts";
export { writeZip } from "./write.ts";
export type { ZipPart, ZipWriting } from "./write.ts";
export type { ZipBytes, ZipInput } from "./zip-source.ts";
