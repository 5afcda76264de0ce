/** Seals small secrets before they are stored, and keys the hashes of short codes, under the server's own key. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

export interface Seal {
  readonly seal: (text: string) => string;
  /** Undefined when it was sealed under another key or changed since. */
  readonly open: (sealed: string) => string | undefined;
  /** Keyed hash of a code that is too short for a plain one. */
  readonly keyedHash: (text: string) => string;
}

/** AES-256-GCM and HMAC-SHA-256 of Node, with keys derived from the secret. */
export function createSeal(secret: string): Seal {
  const key = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "plumbline", purpose, 32));
  const sealing = key("seal");
  const hashing = key("keyed hash");
  return {
    seal: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open: (sealed) => {
      if (!sealed.startsWith("1.")) return undefined;
      const bytes = Buffer.from(sealed.slice(2), "base64url");
      try {
        const cipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, 12));
        cipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("utf8");
      } catch {
        // Another key or changed bytes: nothing can be read.
        return undefined;
      }
    },
    keyedHash: (text) => createHmac("sha256", hashing).update(text, "utf8").digest("hex"),
  };
}

/** Hash of a secret of 256 random bits; nothing slower is needed for those. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}
