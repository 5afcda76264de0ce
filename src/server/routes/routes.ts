/** All routes of the API: those that take JSON, and those that take a file as their body. */
import type { FastifyInstance } from "fastify";
import type { OidcClient } from "../auth/oidc.ts";
import { bind } from "../bind.ts";
import type { ServerContext } from "../server-context.ts";
import { drain } from "../upload.ts";
import { accountHandlers } from "./account.ts";
import { dossierHandlers } from "./dossiers.ts";
import { eventHandlers } from "./events.ts";
import { evidenceHandlers, uploadHandlers } from "./evidence.ts";
import { importHandlers } from "./imports.ts";
import { jobHandlers } from "./jobs.ts";
import { organisationHandlers } from "./organisations.ts";
import { recordHandlers } from "./records.ts";
import { resultHandlers } from "./results.ts";
import { signInHandlers } from "./sign-in.ts";
import { standardHandlers } from "./standards.ts";
import { systemHandlers } from "./system.ts";

export interface RouteOptions {
  readonly context: ServerContext;
  readonly oidc: OidcClient | undefined;
  readonly checkReplies: boolean;
}

export function addRoutes(app: FastifyInstance, { context, oidc, checkReplies }: RouteOptions): void {
  // The type says that every operation of the contract has its handler; a test says that no other route exists.
  const handlers = {
    ...dossierHandlers(context),
    ...recordHandlers(context),
    ...resultHandlers(context),
    ...evidenceHandlers(context),
    ...jobHandlers(context),
    ...eventHandlers(context),
    ...organisationHandlers(context),
    ...signInHandlers(context, oidc),
    ...accountHandlers(context),
    ...standardHandlers(context),
    ...systemHandlers(context),
  };
  void app.register((json, _options, done) => {
    bind(json, context, handlers, { checkReplies });
    done();
  });
  const uploads = { ...importHandlers(context), ...uploadHandlers(context) };
  void app.register((binary, _options, ready) => {
    binary.removeAllContentTypeParsers();
    // The handler reads the bytes as they come.
    binary.addContentTypeParser("*", (_request, _payload, done) => {
      done(null);
    });
    binary.addHook("onResponse", (request, _reply, done) => {
      drain(request);
      done();
    });
    bind(binary, context, uploads, { checkReplies });
    ready();
  });
}
