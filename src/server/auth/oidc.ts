/** Sign-in with an identity provider: OpenID Connect, code flow with PKCE, by openid-client. */
import * as oidc from "openid-client";
import type { ServerContext } from "../server-context.ts";
import { refuse } from "../refusal.ts";
import { later } from "./lockout.ts";
import { hashSecret } from "./seal.ts";

export interface OidcIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the provider says that it verified it. */
  readonly email: string | undefined;
  readonly name: string | undefined;
  /** The provider says that several factors were shown. */
  readonly strong: boolean;
  /** Token of the invitation with which the person set out. */
  readonly invitation: string | undefined;
}

export interface OidcClient {
  /** Where to send the browser, and the secret for its cookie. */
  readonly begin: (
    invitation: string | undefined,
  ) => Promise<{ readonly location: string; readonly secret: string }>;
  /** Undefined when the way back does not fit to the way out. */
  readonly finish: (callback: URL, secret: string) => Promise<OidcIdentity | undefined>;
}

/** What must be remembered between the way out and the way back. */
interface Flow {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly invitation?: string | undefined;
}

const minutesAway = 10;
const purpose = "oidc";

/** Undefined where no provider is set. The provider is asked for its endpoints when it is first needed. */
export function createOidcClient(context: ServerContext): OidcClient | undefined {
  const { settings, ports } = context;
  const provider = settings.oidc;
  if (provider === undefined || settings.url === undefined) return undefined;
  const redirectUri = `${settings.url}/api/v1/sign-in/oidc/callback`;
  let discovered: Promise<oidc.Configuration> | undefined;
  const configuration = async (): Promise<oidc.Configuration> => {
    discovered ??= oidc.discovery(
      new URL(provider.issuer),
      provider.clientId,
      provider.clientSecret,
      undefined,
      {
        timeout: 5,
        // The signature of the ID token is checked too, not only the way on which it came.
        execute: [oidc.enableNonRepudiationChecks, ...(provider.insecure ? [allowPlainHttp] : [])],
      },
    );
    try {
      return await discovered;
    } catch (error) {
      // The next try asks again.
      discovered = undefined;
      context.log.warn({ err: error }, "the identity provider cannot be reached");
      return refuse("unavailable", "The identity provider does not answer; try again later.");
    }
  };
  return {
    begin: async (invitation) => {
      const config = await configuration();
      const flow: Flow = {
        verifier: oidc.randomPKCECodeVerifier(),
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        invitation,
      };
      const secret = ports.ids.secret();
      const expiresAt = later(ports.clock.now(), minutesAway * 60);
      // Sealed, because an invitation's token is in it.
      const data = context.seal.seal(JSON.stringify(flow));
      await ports.work.inTransaction("system", (stores) =>
        stores.signIn.putChallenge({ tokenHash: hashSecret(secret), purpose, data, expiresAt }),
      );
      const location = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid email profile",
        code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: "S256",
        state: flow.state,
        nonce: flow.nonce,
      });
      return { location: location.href, secret };
    },
    finish: async (callback, secret) => {
      const sealed = await ports.work.inTransaction("system", (stores) =>
        stores.signIn.takeChallenge(hashSecret(secret), purpose, ports.clock.now()),
      );
      const text = sealed === undefined ? undefined : context.seal.open(sealed);
      // Sealed by ourselves, so that its form is known.
      const flow = text === undefined ? undefined : (JSON.parse(text) as Flow);
      if (flow === undefined) return undefined;
      const config = await configuration();
      // The address as the provider was told it, whatever a proxy made of it on the way.
      const current = new URL(redirectUri);
      current.search = callback.search;
      try {
        const tokens = await oidc.authorizationCodeGrant(config, current, {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        return claims === undefined ? undefined : identityOf(claims, flow.invitation);
      } catch (error) {
        context.log.warn({ err: error }, "a sign-in with the identity provider did not hold");
        return undefined;
      }
    },
  };
}

/** Settings allow it for the loopback address alone. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to stand out
const allowPlainHttp = oidc.allowInsecureRequests;

const severalFactors: ReadonlySet<unknown> = new Set(["mfa", "hwk", "sc"]);

function identityOf(claims: oidc.IDToken, invitation: string | undefined): OidcIdentity {
  const { iss, sub, email, email_verified: verified, name, amr } = claims;
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === "string" && verified === true ? email.trim().toLowerCase() : undefined,
    name: typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, 200) : undefined,
    strong: Array.isArray(amr) && amr.some((one) => severalFactors.has(one)),
    invitation,
  };
}
