/** The whole server as a process: start, sign-in by the printed link, a second process, the signal to stop, and a start again. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyFolder } from "../database/prepared.ts";
import { embeddedPlace, postgresIsThere, postgresPlace } from "../database/servers.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Served {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly url: string;
  readonly link: string;
  readonly output: () => string;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

function launch(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(
    process.execPath,
    ["--import", "tsx", path.join(root, "bin", "plumbline.mjs"), "serve", ...args],
    {
      cwd: root,
      env: { ...process.env, PLUMBLINE_LOG: "info", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
}

async function serve(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = launch(["--port", "0", ...args], environment);
  let output = "";
  child.stdout.on("data", (piece: Buffer) => (output += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (output += piece.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  for (let count = 0; count < 600; count += 1) {
    const link = /(http\S+\/sign-in\/link\/\S+)/.exec(output)?.[1];
    if (link !== undefined) {
      const stop = (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
        child.kill(signal);
        return ended;
      };
      return { process: child, url: new URL(link).origin, link, output: () => output, stop };
    }
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`the server did not start: ${output}`);
}

async function signIn(link: string): Promise<string> {
  const reply = await fetch(link, { redirect: "manual" });
  expect(reply.status).toBe(303);
  return (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

describe("plumbline serve", () => {
  let folder = "";
  let remove = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    // With the database of the present migrations in it, whatever an earlier build left in dist/.
    const place = await embeddedPlace();
    await (await place.open()).close();
    ({ folder } = place.options);
    ({ remove } = place);
  });
  afterAll(() => remove());

  it("brings the examples, keeps the folder to itself, and finds everything again after a stop", async () => {
    const first = await serve(["--data", folder]);
    const cookie = await signIn(first.link);
    expect((await fetch(first.link, { redirect: "manual" })).status).toBe(401);
    const list = (await (await fetch(`${first.url}/api/v1/dossiers`, { headers: { cookie } })).json()) as {
      items: { id: string; name: string }[];
    };
    expect(list.items.map((one) => one.name).sort()).toEqual([
      "Lumo Plug S2",
      "Nordtrust qualified certificates",
    ]);
    const plug = list.items.find((one) => one.name === "Lumo Plug S2")?.id ?? "";
    const url = `${first.url}/api/v1/dossiers/${plug}/records/ics/5.1-1`;
    const read = await fetch(url, { headers: { cookie } });
    const { body } = (await read.json()) as { body: object };
    const written = await fetch(url, {
      method: "PUT",
      headers: {
        cookie,
        "x-plumbline-request": "1",
        "content-type": "application/json",
        "if-match": read.headers.get("etag") ?? "",
      },
      body: JSON.stringify({ body: { ...body, detail: "Written over HTTP." } }),
    });
    expect(written.status).toBe(200);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${first.url}/metrics`)).text()).toContain(
      "plumbline_process_cpu_seconds_total",
    );

    const second = launch(["--port", "0", "--data", folder], {});
    let refusal = "";
    second.stderr.on("data", (piece: Buffer) => (refusal += piece.toString()));
    expect(await new Promise((resolve) => second.once("exit", resolve))).toBe(3);
    expect(refusal).toMatch(/plumbline: .*process/);

    const stream = await fetch(`${first.url}/api/v1/events`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    const began = Date.now();
    expect(await first.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(15_000);
    await stream.body?.cancel().catch(() => undefined);

    const again = await serve(["--data", folder]);
    const reread = await fetch(`${again.url}/api/v1/dossiers/${plug}/records/ics/5.1-1`, {
      headers: { cookie: await signIn(again.link) },
    });
    expect(await reread.json()).toMatchObject({ version: 2, body: { detail: "Written over HTTP." } });
    expect(again.output()).not.toContain("Loaded");
    expect(await again.stop("SIGINT")).toBe(0);
    for (const secret of [first.link.split("/").pop() ?? "?", cookie.split("=")[1] ?? "?"]) {
      expect(
        first
          .output()
          .split("\n")
          .filter((line) => line.startsWith("{") && line.includes(secret)),
      ).toEqual([]);
    }
    expect(existsSync(path.join(folder, "keys", "secret"))).toBe(true);
  }, 120_000);

  it("says in sentences what is wrong with its settings", async () => {
    const child = launch(["--data", folder, "--host", "0.0.0.0", "--port", "99999"], {
      DATABASE_URL: "mysql://x",
      PLUMBLINE_SECRET: "short",
    });
    let text = "";
    child.stderr.on("data", (piece: Buffer) => (text += piece.toString()));
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(3);
    for (const part of [
      "local mode listens on this machine only",
      "port 99999",
      "DATABASE_URL must begin with postgres://",
      "PLUMBLINE_SECRET must have at least 32",
    ])
      expect(text).toContain(part);
  });
});

const there = await postgresIsThere();

describe.skipIf(!there)("two servers on one PostgreSQL", () => {
  it("show each other's changes at once", async () => {
    const place = await postgresPlace();
    const other = await emptyFolder();
    const url = place.options.url ?? "";
    const shared = { DATABASE_URL: url, PLUMBLINE_SECRET: "the same secret for both of the two servers" };
    const one = await serve(["--data", place.options.folder], shared);
    try {
      const two = await serve(["--data", other.folder], shared);
      try {
        const [first, second] = [await signIn(one.link), await signIn(two.link)];
        expect(two.output()).not.toContain("Loaded");
        const list = (await (
          await fetch(`${one.url}/api/v1/dossiers`, { headers: { cookie: first } })
        ).json()) as { items: { id: string }[] };
        const id = list.items[0]?.id ?? "";
        const stream = await fetch(`${two.url}/api/v1/events?dossierId=${id}`, {
          headers: { cookie: second },
        });
        const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
        const renamed = await fetch(`${one.url}/api/v1/dossiers/${id}`, {
          method: "PATCH",
          headers: { cookie: first, "x-plumbline-request": "1", "content-type": "application/json" },
          body: JSON.stringify({ name: "Renamed over there" }),
        });
        expect(renamed.status).toBe(200);
        let heard = "";
        while (!heard.includes("event: dossier"))
          heard += Buffer.from((await reader.read()).value ?? []).toString();
        await reader.cancel();
        const seen = (await (
          await fetch(`${two.url}/api/v1/dossiers/${id}`, { headers: { cookie: second } })
        ).json()) as { name: string };
        expect(seen.name).toBe("Renamed over there");
      } finally {
        await two.stop();
        await other.remove();
      }
    } finally {
      await one.stop();
      await place.remove();
    }
  }, 120_000);
});
