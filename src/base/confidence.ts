/** How far a record of the catalogue can be trusted, as users must be able to see it. */

/**
 * `verified`: official text read, or two independent sources agree. `single-source`: one secondary source.
 * `recalled`: nothing found to check it against; look it up before relying on it.
 */
export type Confidence = "verified" | "single-source" | "recalled";
