/** Live events: who hears what, taking up again where a connection broke, and the end of a stream. */
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newOrganisation,
  newPerson,
  openWorld,
  putDossier,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";

let world: ApiWorld;
let organisation = "";
let editor: TestPerson;

beforeAll(async () => {
  world = await openWorld();
  organisation = await newOrganisation(world, "maker");
  editor = await newPerson(world, organisation, ["editor", "admin"]);
  await world.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => world.close());

interface Stream {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: () => string;
  readonly until: (part: string) => Promise<string>;
  readonly ended: Promise<void>;
  readonly close: () => void;
}

function follow(session: string, query = "", headers: Record<string, string> = {}): Promise<Stream> {
  const { port } = world.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        port,
        host: "127.0.0.1",
        path: `/api/v1/events${query}`,
        headers: { host: "plumbline.example.org", cookie: `__Host-plumbline=${session}`, ...headers },
      },
      (reply) => {
        let text = "";
        reply.on("data", (piece: Buffer) => (text += piece.toString()));
        reply.on("error", () => undefined);
        const until = async (part: string): Promise<string> => {
          for (let count = 0; count < 200; count += 1) {
            if (text.includes(part)) return text;
            await new Promise((done) => setTimeout(done, 20));
          }
          throw new Error(`"${part}" did not come: ${text}`);
        };
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text: () => text,
          until,
          ended: new Promise((done) => reply.on("close", done)),
          close: () => void asked.destroy(),
        });
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

async function write(dossier: string, version: number): Promise<void> {
  const reply = await world.inject({
    method: "PUT",
    url: `/api/v1/dossiers/${dossier}/records/ics/5.1-1`,
    payload: { body: { support: "N", detail: `Change ${String(version)}.` } },
    headers: { "if-match": `"v${String(version)}"` },
    session: editor.session,
  });
  expect(reply.statusCode, reply.body).toBe(200);
}

describe("a stream", () => {
  it("tells of changes with the revision, and takes up where it broke", async () => {
    const dossier = await putDossier(world, organisation, editor.id);
    const first = await follow(editor.session, `?dossierId=${dossier}`);
    expect(first.status).toBe(200);
    expect(first.headers["content-type"]).toContain("text/event-stream");
    expect(first.headers["cache-control"]).toBe("no-store");
    await write(dossier, 1);
    const text = await first.until("event: dossier");
    expect(text).toContain(`data: {"dossierId":"${dossier}","revision":2}`);
    const id = /id: (\S+)/.exec(text)?.[1] ?? "";
    first.close();
    await write(dossier, 2);
    await write(dossier, 3);
    const again = await follow(editor.session, `?dossierId=${dossier}`, { "last-event-id": id });
    const replayed = await again.until('"revision":4');
    expect([...replayed.matchAll(/"revision":(\d+)/g)].map((one) => one[1])).toEqual(["3", "4"]);
    again.close();
  });

  it("says to read again when it cannot know what was missed", async () => {
    const stream = await follow(editor.session, "", { "last-event-id": "another-server-17" });
    await stream.until("event: resync");
    stream.close();
  });

  it("tells strangers nothing", async () => {
    const other = await newPerson(world, await newOrganisation(world, "stranger"), ["admin"]);
    const stream = await follow(other.session);
    const dossier = await putDossier(world, organisation, editor.id);
    await write(dossier, 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stream.text()).not.toContain("event:");
    stream.close();
    expect((await follow(other.session, `?dossierId=${dossier}`)).status).toBe(404);
  });

  it("is one of a few for each person", async () => {
    const person = await newPerson(world, organisation, ["reader"]);
    const streams: Stream[] = [];
    for (let count = 0; count < 10; count += 1) streams.push(await follow(person.session));
    const refused = await follow(person.session);
    expect(refused.status).toBe(429);
    for (const one of streams) one.close();
    for (let count = 0; count < 100; count += 1) {
      const next = await follow(person.session);
      next.close();
      if (next.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("closed streams still count");
  });

  it("ends when the server does", async () => {
    const stream = await follow(editor.session);
    world.events.close();
    await stream.ended;
  });
});
