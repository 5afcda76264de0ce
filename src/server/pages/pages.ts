/** Routes of the plain pages, for browsers without any script of ours. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { endpoints, problemTypes } from "#contract";
import { acceptInvitation as acceptAsMember, listDossiers } from "#workbench/stored";
import { taken } from "../answers.ts";
import { identify, type Identity } from "../auth/identity.ts";
import { acceptInvitation, setUp } from "../auth/join.ts";
import type { OidcClient } from "../auth/oidc.ts";
import type { OpenedSession } from "../auth/open-session.ts";
import { isForged, ownOrigin } from "../auth/origin.ts";
import { setSessionCookie } from "../auth/session-cookie.ts";
import { showCode, signInByLink, signInByPassword } from "../auth/sign-in.ts";
import { Refusal, refuse } from "../refusal.ts";
import { askerOf, leaveForProvider, signOut, waitingSession, withProvider } from "../routes/sign-in.ts";
import { pagePolicy } from "../security-headers.ts";
import type { ServerContext } from "../server-context.ts";
import { homePage } from "./home.ts";
import { styleSheet } from "./layout.ts";
import {
  joinPage,
  leavePage,
  refusalPage,
  secondFactorPage,
  setUpPage,
  signInPage,
} from "./sign-in-pages.ts";

export interface PageOptions {
  readonly context: ServerContext;
  readonly oidc: OidcClient | undefined;
}

type Form = Readonly<Record<string, string>>;
type Get = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Post = (form: Form, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

export function addPages(app: FastifyInstance, options: PageOptions): void {
  void app.register((pages, _options, done) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 16_384 },
      (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(String(body))));
      },
    );
    // Refusals on a page are shown as a page.
    pages.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof Refusal)) throw error;
      const { status, title } = problemTypes[error.type];
      return sendPage(
        reply.code(status).headers(error.parts.headers ?? {}),
        refusalPage(title, error.detail ?? title),
      );
    });
    addLinkPages(pages, options);
    addFormPages(pages, options);
    done();
  });
}

function get(pages: FastifyInstance, url: string, handler: Get): void {
  pages.get(url, { exposeHeadRoute: false, config: { page: url } }, handler);
}

function post(pages: FastifyInstance, { settings }: ServerContext, url: string, handler: Post): void {
  const rateLimit = { max: settings.limits.signInsPerMinute, timeWindow: 60_000 };
  pages.post(url, { config: { page: url, rateLimit } }, (request, reply) => {
    const fetchSite = request.headers["sec-fetch-site"];
    const marks = {
      origin: request.headers.origin,
      fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
      custom: undefined,
    };
    if (isForged("form", ownOrigin(settings, request), marks))
      refuse("forged-request", "The form must be sent from a page of this server.");
    return handler((request.body ?? {}) as Form, request, reply);
  });
}

function addLinkPages(pages: FastifyInstance, { context, oidc }: PageOptions): void {
  const { settings, ports } = context;
  get(pages, "/assets/plumbline.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=3600").send(styleSheet),
  );
  get(pages, "/", async (request, reply) => {
    const identity = await identify(context, request);
    if (identity === undefined) return reply.redirect("/sign-in", 303);
    if (identity.session?.stage === "second-factor") return reply.redirect("/sign-in/second-factor", 303);
    const { after } = request.query as { readonly after?: unknown };
    const query = {
      asOf: ports.clock.today(),
      order: "name",
      limit: 100,
      after: typeof after === "string" ? after.slice(0, 2000) : undefined,
    } as const;
    const page = taken(await listDossiers(ports, identity.actor, query));
    return sendPage(
      reply,
      homePage({ person: identity.person.name, dossiers: page.items, next: page.next, mode: settings.mode }),
    );
  });
  get(pages, "/sign-in", async (_request, reply) =>
    sendPage(reply, signInPage({ mode: settings.mode, oidc: settings.oidc?.name })),
  );
  get(pages, "/sign-in/second-factor", async (_request, reply) => sendPage(reply, secondFactorPage()));
  get(pages, "/sign-in/link/:token", async (request, reply) => {
    // A browser that only looks ahead must not use up the link.
    if (request.headers["sec-purpose"] !== undefined || request.headers["purpose"] !== undefined)
      refuse("bad-request", "Open the link yourself.");
    return enter(context, reply, await signInByLink(context, tokenOf(request), askerOf(request)));
  });
  get(pages, "/join/:token", async (request, reply) => {
    const identity = await identify(context, request);
    const signedInAs = identity?.session?.stage === "signed-in" ? identity.person.name : undefined;
    return sendPage(reply, joinPage({ token: tokenOf(request), signedInAs, oidc: settings.oidc?.name }));
  });
  get(pages, "/set-up/:token", async (request, reply) =>
    sendPage(reply, setUpPage({ token: tokenOf(request) })),
  );
  post(pages, context, "/join/oidc", async (form, _request, reply) => {
    const location = await leaveForProvider(context, reply, withProvider(oidc), field(form, "token"));
    return sendPage(reply, leavePage(location, settings.oidc?.name ?? ""));
  });
}

function addFormPages(pages: FastifyInstance, { context }: PageOptions): void {
  const { settings, ports } = context;
  post(pages, context, "/sign-in", async (form, request, reply) => {
    if (settings.mode !== "shared") refuse("not-found", "A local server has no accounts.");
    const email = field(form, "email").trim().toLowerCase();
    return orShow(
      reply,
      async () =>
        enter(
          context,
          reply,
          await signInByPassword(context, { email, password: field(form, "password") }, askerOf(request)),
        ),
      (message) => signInPage({ mode: "shared", oidc: settings.oidc?.name, message, email }),
    );
  });
  post(pages, context, "/sign-in/second-factor", async (form, request, reply) => {
    const code = field(form, "code").trim();
    const kind = /^\d{3}\s?\d{3}$/.test(code) ? "totp" : "recovery-code";
    return orShow(
      reply,
      async () =>
        enter(
          context,
          reply,
          await showCode(
            context,
            waitingSession(await identify(context, request)),
            { code, kind },
            askerOf(request),
          ),
        ),
      secondFactorPage,
    );
  });
  post(pages, context, "/join", async (form, request, reply) => {
    if (settings.mode !== "shared") refuse("not-found", "A local server has no accounts.");
    const token = field(form, "token");
    const identity = await identify(context, request);
    const member = identity?.session?.stage === "signed-in" ? identity : undefined;
    const name = form["name"]?.trim();
    return orShow(
      reply,
      async () => {
        if (member === undefined)
          return enter(
            context,
            reply,
            await acceptInvitation(context, checked(endpoints.acceptInvitation.body, form), askerOf(request)),
          );
        taken(await acceptAsMember(ports, { personId: member.person.id, secret: token }));
        return reply.redirect("/", 303);
      },
      (message) =>
        joinPage({ token, signedInAs: member?.person.name, oidc: settings.oidc?.name, message, name }),
    );
  });
  post(pages, context, "/set-up", async (form, request, reply) => {
    const token = field(form, "token");
    return orShow(
      reply,
      async () =>
        enter(context, reply, await setUp(context, checked(endpoints.setUp.body, form), askerOf(request))),
      (message) =>
        setUpPage({
          token,
          organisation: form["organisation"],
          email: form["email"],
          name: form["name"],
          message,
        }),
    );
  });
  post(pages, context, "/sign-out", async (_form, request, reply) => {
    const identity: Identity | undefined = await identify(context, request);
    if (identity !== undefined) await signOut(context, identity, reply);
    return reply.redirect("/sign-in", 303);
  });
}

function enter(context: ServerContext, reply: FastifyReply, session: OpenedSession): FastifyReply {
  setSessionCookie(context, reply, session.secret, session.maxAgeSeconds);
  return reply
    .header("cache-control", "no-store")
    .redirect(session.factors.length > 0 ? "/sign-in/second-factor" : "/", 303);
}

/** Shows the form again with what was refused. */
async function orShow(
  reply: FastifyReply,
  act: () => Promise<FastifyReply>,
  show: (message: string) => string,
): Promise<FastifyReply> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return sendPage(
      reply.code(problemTypes[error.type].status).headers(error.parts.headers ?? {}),
      show(error.detail ?? problemTypes[error.type].title),
    );
  }
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", pagePolicy)
    .header("cache-control", "no-store")
    .send(text);
}

/** The form by the schema of the API, its faults as one sentence. */
function checked<T>(
  schema: {
    readonly safeParse: (value: unknown) =>
      | { readonly success: true; readonly data: T }
      | {
          readonly success: false;
          readonly error: {
            readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
          };
        };
  },
  form: Form,
): T {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  return refuse(
    "bad-request",
    parsed.error.issues.map((one) => `${one.path.map(String).join(" ")}: ${one.message}`).join("; "),
  );
}

/** A field of a form, within bounds: these forms hold names, addresses and secrets. */
function field(form: Form, name: string): string {
  const value = form[name];
  if (value === undefined || value.trim() === "" || value.length > 1000)
    return refuse("bad-request", `The form lacks ${name}, or it is too long.`);
  return value;
}

function tokenOf(request: FastifyRequest): string {
  const { token } = request.params as { readonly token?: unknown };
  return typeof token === "string" && token.length >= 8 && token.length <= 300
    ? token
    : refuse("not-found", "The link is not whole.");
}
