/** A small OpenID provider on this machine, for tests: discovery, keys, code flow with PKCE. */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface OidcProvider {
  readonly issuer: string;
  /** What the next sign-in says of the person. */
  readonly claims: Record<string, unknown>;
  /** Makes the next token wrong in some way. */
  fault: "none" | "nonce" | "signature" | "audience" | "expired";
  /** Follows the way to the provider as a browser would, and gives where it sends the browser back to. */
  readonly approve: (location: string) => string;
  readonly close: () => Promise<void>;
}

export async function startOidcProvider(clientId: string): Promise<OidcProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const pending = new Map<string, { readonly challenge: string; readonly nonce: string }>();
  const claims: Record<string, unknown> = {};
  const state: { fault: OidcProvider["fault"] } = { fault: "none" };
  let issuer = "";
  const jwt = (payload: object): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg: "RS256", kid: "k1", typ: "JWT" })}.${part(payload)}`;
    return `${text}.${sign("sha256", Buffer.from(text), state.fault === "signature" ? other : privateKey).toString("base64url")}`;
  };
  const token = (body: URLSearchParams): { status: number; json: object } => {
    const flow = pending.get(body.get("code") ?? "");
    pending.delete(body.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url");
    if (flow === undefined || flow.challenge !== challenge)
      return { status: 400, json: { error: "invalid_grant" } };
    const now = Math.floor(Date.now() / 1000);
    const idToken = jwt({
      iss: issuer,
      aud: state.fault === "audience" ? "another" : clientId,
      iat: now,
      exp: state.fault === "expired" ? now - 3600 : now + 300,
      nonce: state.fault === "nonce" ? "another" : flow.nonce,
      ...claims,
    });
    return {
      status: 200,
      json: { access_token: "a", token_type: "Bearer", expires_in: 300, id_token: idToken },
    };
  };
  const server = createServer((request, response) => {
    void answer(request).then(({ status, json }) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(json));
    });
  });
  const answer = async (request: IncomingMessage): Promise<{ status: number; json: object }> => {
    const path = new URL(request.url ?? "/", issuer).pathname;
    if (path === "/.well-known/openid-configuration") {
      return {
        status: 200,
        json: {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        },
      };
    }
    if (path === "/keys")
      return {
        status: 200,
        json: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" }] },
      };
    let body = "";
    for await (const piece of request) body += String(piece);
    return path === "/token" ? token(new URLSearchParams(body)) : { status: 404, json: {} };
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    issuer,
    claims,
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    approve: (location) => {
      const query = new URL(location).searchParams;
      const code = randomBytes(16).toString("base64url");
      pending.set(code, { challenge: query.get("code_challenge") ?? "", nonce: query.get("nonce") ?? "" });
      const back = new URL(query.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", query.get("state") ?? "");
      back.searchParams.set("iss", issuer);
      return back.pathname + back.search;
    },
    close: () =>
      new Promise(
        (resolve) =>
          void server.close(() => {
            resolve();
          }),
      ),
  };
}
