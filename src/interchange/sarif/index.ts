/** SARIF 2.1.0: problems for code hosts and editors that show static analysis results. */
export { writeSarif } from "./write.ts";
export type { SarifInput } from "./write.ts";
