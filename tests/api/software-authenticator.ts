/** A passkey in software, for tests: makes and uses one credential as an authenticator with user verification does. */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface SoftwareAuthenticator {
  readonly create: (options: { readonly challenge: string }) => object;
  readonly get: (
    options: { readonly challenge: string },
    change?: { readonly counter?: number; readonly verified?: boolean; readonly origin?: string },
  ) => object;
}

export function softwareAuthenticator(site: {
  readonly id: string;
  readonly origin: string;
}): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" }) as { x: string; y: string };
  const id = randomBytes(32);
  let counter = 0;
  const clientData = (type: string, challenge: string, origin = site.origin): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (flags: number, count: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(count);
    return Buffer.concat([
      createHash("sha256").update(site.id).digest(),
      Buffer.from([flags]),
      counted,
      rest,
    ]);
  };
  return {
    create: ({ challenge }) => {
      const coseKey = map([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      // Flags: user present, user verified, attested credential data.
      const authData = authenticatorData(
        0x45,
        counter,
        Buffer.concat([Buffer.alloc(16), length, id, coseKey]),
      );
      const attestationObject = map([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]);
      return {
        id: id.toString("base64url"),
        rawId: id.toString("base64url"),
        type: "public-key",
        response: {
          clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"),
          attestationObject: attestationObject.toString("base64url"),
          transports: ["internal"],
        },
        clientExtensionResults: {},
      };
    },
    get: ({ challenge }, change = {}) => {
      counter = change.counter ?? counter + 1;
      const data = clientData("webauthn.get", challenge, change.origin);
      const authData = authenticatorData(change.verified === false ? 0x01 : 0x05, counter);
      const signature = sign(
        "sha256",
        Buffer.concat([authData, createHash("sha256").update(data).digest()]),
        privateKey,
      );
      return {
        id: id.toString("base64url"),
        rawId: id.toString("base64url"),
        type: "public-key",
        response: {
          clientDataJSON: data.toString("base64url"),
          authenticatorData: authData.toString("base64url"),
          signature: signature.toString("base64url"),
        },
        clientExtensionResults: {},
      };
    },
  };
}

type Value = number | string | Buffer | ReadonlyMap<unknown, unknown>;

/** The little of CBOR (RFC 8949) that is needed. */
function map(entries: readonly (readonly [number | string, Value])[]): Buffer {
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, value]) => [encode(key), encode(value)]),
  ]);
}

function encode(value: Value): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return head(5, 0);
}

function head(type: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(type << 5) | length]);
  if (length < 256) return Buffer.from([(type << 5) | 24, length]);
  return Buffer.from([(type << 5) | 25, length >> 8, length & 255]);
}
