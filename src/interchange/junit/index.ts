/** JUnit XML: problems for build servers that show test results. */
export { writeJunit } from "./write.ts";
export type { JunitInput } from "./write.ts";
