/** `plumbline audit verify` names what was changed behind its back, on either store. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { embeddedPlace, postgresIsThere, postgresPlace, type Place } from "../database/servers.ts";
import { at, newOrganisation, within } from "../database/subject.ts";
import { root } from "./run.ts";

let place: Place | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await place?.remove();
  place = undefined;
});

/** A trail of eight events, tampered with by these statements, and what the command says of it. */
async function verified(open: () => Promise<Place>, statements: readonly string[]) {
  place = await open();
  const stores = await place.open();
  const organisationId = await newOrganisation({ stores: () => stores });
  for (let index = 1; index <= 8; index += 1) {
    const event = {
      organisationId,
      at,
      actor: "ada",
      action: "record.write",
      subject: `dossier/${String(index)}`,
    };
    await within({ stores: () => stores }, [organisationId], ({ audit }) =>
      audit.append({ ...event, detail: {} }),
    );
  }
  for (const text of statements) {
    if (place.kind === "embedded") await stores.database.query(text, []);
    else await place.asAdministrator(text);
  }
  await stores.close();
  const { folder, url } = place.options;
  return run(["audit", "verify", ...(url === undefined ? [] : [url]), "--data", folder]);
}

async function run(args: readonly string[]): Promise<{ code: number; out: string }> {
  const pieces: string[] = [];
  const take = (text: string | Uint8Array): boolean => {
    pieces.push(String(text));
    return true;
  };
  vi.stubEnv("DATABASE_URL", "");
  vi.spyOn(process.stdout, "write").mockImplementation(take);
  vi.spyOn(process.stderr, "write").mockImplementation(take);
  const code = await main(args, { home: root, version: "0.0.0" });
  vi.restoreAllMocks();
  return { code, out: pieces.join("") };
}

function cases(open: () => Promise<Place>): void {
  it("finds a trail intact, with count and head", async () => {
    const { code, out } = await verified(open, []);
    expect(out).toMatch(/: intact · 8 events · signed head 8 [0-9a-f]{64}\n/);
    expect(code).toBe(0);
  });

  it.each([
    ["an edited row", ["UPDATE audit_event SET actor = 'eve' WHERE seq = 5"], "edited: Event 5 "],
    [
      "swapped rows",
      [
        "UPDATE audit_event SET seq = -1 WHERE seq = 3",
        "UPDATE audit_event SET seq = 3 WHERE seq = 6",
        "UPDATE audit_event SET seq = 6 WHERE seq = -1",
      ],
      "swapped: Event 3 is what was recorded as event 6",
    ],
    ["a missing row", ["DELETE FROM audit_event WHERE seq = 4"], "missing: Event 4 is missing"],
    [
      "a tail that was cut with its head",
      ["DELETE FROM audit_event WHERE seq > 6", "DELETE FROM audit_head"],
      "tail-cut: The end was cut: the head kept outside the database counts 8 events, the last one there is 6",
    ],
  ])("names %s", async (_what, statements, sentence) => {
    const { code, out } = await verified(open, statements);
    expect(out).toContain("NOT INTACT");
    expect(out).toContain(sentence);
    expect(code).toBe(1);
  });
}

describe("on the embedded database", () => {
  cases(embeddedPlace);

  it("is refused, in a sentence, while another process has the folder", async () => {
    place = await embeddedPlace();
    const stores = await place.open();
    const { code, out } = await run(["audit", "verify", "--data", place.options.folder]);
    await stores.close();
    expect(out).toContain("is in use by process");
    expect(code).toBe(3);
  });

  it("makes no database where there is none", async () => {
    place = await embeddedPlace();
    const { code, out } = await run(["audit", "verify", "--data", place.options.folder]);
    expect(out).toContain("holds no database");
    expect(code).toBe(3);
  });
});

describe.skipIf(!(await postgresIsThere()))("on PostgreSQL", () => {
  cases(postgresPlace);
});
