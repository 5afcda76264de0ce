/** The key that signs the heads of audit trails: Ed25519, in a file of the data folder or given by the configuration. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { chmod, mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";
import { canonicalJson } from "#base/fingerprint";
import type { AuditHead } from "#workbench/stored";
import { DatabaseFault, faultCode } from "../database-fault.ts";

export interface AuditKey {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly id: string;
  readonly publicKey: KeyObject;
  /** Base64. */
  readonly sign: (head: UnsignedHead) => string;
}

export type UnsignedHead = Omit<AuditHead, "signature" | "keyId">;

/** Reads `keys/audit.pem` in the data folder, and makes it, readable for its owner only, when there is none. */
export async function auditKeyIn(folder: string): Promise<AuditKey> {
  const file = path.join(folder, "keys", "audit.pem");
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      const { privateKey } = generateKeyPairSync("ed25519");
      await handle.writeFile(privateKey.export({ type: "pkcs8", format: "pem" }));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (faultCode(error) !== "EEXIST") throw error;
    await chmod(file, 0o600);
  }
  return auditKeyFrom(await readFile(file, "utf8"), file);
}

/** From PEM text; `source` is what an error names. */
export function auditKeyFrom(pem: string, source: string): AuditKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    // The reason is left out: it must never show a part of the key.
    throw new DatabaseFault("folder", `${source} is not a private key in PEM form`);
  }
  if (privateKey.asymmetricKeyType !== "ed25519") {
    throw new DatabaseFault(
      "folder",
      `${source} is a key for ${privateKey.asymmetricKeyType ?? "something unknown"}, Ed25519 is needed`,
    );
  }
  const publicKey = createPublicKey(privateKey);
  return {
    id: keyId(publicKey),
    publicKey,
    sign: (head) => sign(null, signedBytes(head), privateKey).toString("base64"),
  };
}

/** A key that only checks, for a verifier on another machine. */
export function publicAuditKey(pem: string, source: string): Pick<AuditKey, "id" | "publicKey"> {
  try {
    const publicKey = createPublicKey(pem);
    return { id: keyId(publicKey), publicKey };
  } catch {
    throw new DatabaseFault("folder", `${source} is not a public key in PEM form`);
  }
}

function keyId(publicKey: KeyObject): string {
  const bytes = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

function signedBytes({ organisationId, seq, hash, at }: UnsignedHead): Buffer {
  return Buffer.from(canonicalJson({ purpose: "plumbline audit head", organisationId, seq, hash, at }));
}

export function isSignedBy(key: Pick<AuditKey, "publicKey">, head: AuditHead): boolean {
  return verify(null, signedBytes(head), key.publicKey, Buffer.from(head.signature, "base64"));
}
