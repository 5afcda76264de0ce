/** SHA-256 of texts: bodies for the audit trail, secrets for the store. */
import { createHash } from "node:crypto";

export function hashText(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Of the body as JSON, so that the trail can show what was written without saying it. */
export function hashBody(body: unknown): string {
  return hashText(JSON.stringify(body));
}
