/** Live events as a stream that stays open (server-sent events). */
import type { ServerResponse } from "node:http";
import { visibleTo } from "#workbench/stored";
import type { Call, Handlers } from "../bind.ts";
import { identify, type Identity } from "../auth/identity.ts";
import type { NumberedEvent } from "../event-hub.ts";
import { headersFor } from "../security-headers.ts";
import { refuse } from "../refusal.ts";
import type { ServerContext } from "../server-context.ts";
import type { Endpoints } from "#contract";

const beatMs = 20_000;
/** A client that does not read is let go before its backlog uses up the memory. */
const mostBacklog = 1024 * 1024;

export function eventHandlers(context: ServerContext): Handlers<"followEvents"> {
  const open = new Map<string, number>();
  return {
    followEvents: async (call) => {
      const { identity, query, request, reply } = call;
      const { dossierId } = query;
      const organisations = visibleTo(identity.actor);
      const organisationIds = organisations === "system" ? [] : organisations;
      if (dossierId !== undefined) await mustSee(context, organisationIds, dossierId);
      const { personId } = identity.actor;
      const count = open.get(personId) ?? 0;
      if (count >= context.settings.limits.streamsPerPerson)
        refuse("too-many-requests", "Too many streams are open; close one.", {
          headers: { "retry-after": "5" },
        });
      open.set(personId, count + 1);
      context.metrics.streams(1);
      const lastId = request.headers["last-event-id"];
      reply.hijack();
      follow(
        context,
        call,
        { organisationIds, dossierId, lastId: typeof lastId === "string" ? lastId.slice(0, 200) : undefined },
        () => {
          context.metrics.streams(-1);
          const left = (open.get(personId) ?? 1) - 1;
          if (left > 0) open.set(personId, left);
          else open.delete(personId);
        },
      );
      return "hijacked" as const;
    },
  };
}

async function mustSee(
  context: ServerContext,
  organisationIds: readonly string[],
  dossierId: string,
): Promise<void> {
  const head = await context.ports.work.inTransaction(
    organisationIds,
    (stores) => stores.dossiers.find(dossierId),
    { readOnly: true },
  );
  if (head === undefined) refuse("not-found", "There is no such dossier, or you cannot see it.");
}

interface Following {
  readonly organisationIds: readonly string[];
  readonly dossierId: string | undefined;
  readonly lastId: string | undefined;
}

function follow(
  context: ServerContext,
  { request, reply, identity }: Call<Endpoints["followEvents"]>,
  following: Following,
  onEnd: () => void,
): void {
  const { raw } = reply;
  raw.writeHead(200, {
    ...headersFor(context.settings),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  raw.write("retry: 3000\n\n");
  const write = (text: string): void => {
    if (raw.writableLength > mostBacklog) raw.destroy();
    else raw.write(text);
  };
  const stop = context.events.subscribe(
    {
      ...following,
      onEvent: (event) => {
        write(eventText(event));
      },
      onGap: () => {
        write("event: resync\ndata: {}\n\n");
      },
      onClose: () => {
        raw.end();
      },
    },
    following.lastId,
  );
  const beat = setInterval(() => {
    write(": still here\n\n");
    // Rights end while a stream is open, too.
    void stillSame(context, request, identity, following).then((same) => {
      if (!same) raw.end();
    });
  }, beatMs);
  raw.on("close", () => {
    clearInterval(beat);
    stop();
    onEnd();
  });
  endOnError(raw);
}

/** A connection that breaks is no fault of the server. */
function endOnError(raw: ServerResponse): void {
  raw.on("error", () => {
    raw.destroy();
  });
}

async function stillSame(
  context: ServerContext,
  request: Parameters<typeof identify>[1],
  before: Identity,
  { organisationIds }: Following,
): Promise<boolean> {
  try {
    const now = await identify(context, request);
    if (now === undefined || now.person.id !== before.person.id) return false;
    const seen = visibleTo(now.actor);
    return seen !== "system" && organisationIds.every((one) => seen.includes(one));
  } catch {
    // A refused token or a database that is away: the client comes back and is told.
    return false;
  }
}

function eventText({ id, type, data }: NumberedEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
