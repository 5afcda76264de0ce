/** The unit of work: all or nothing, one snapshot for readers, and a clean end. */
import { describe, expect, it } from "vitest";
import { fail } from "#base/result";
import { at, author, icsWrite, newDossier, newOrganisation, within, type Subject } from "./subject.ts";

export function transactionTests(subject: Subject): void {
  describe("transactions", () => {
    it("undoes everything when the work fails or answers with a failure", async () => {
      const organisation = await newOrganisation(subject);
      const dossier = await newDossier(subject, organisation);
      const event = {
        organisationId: organisation,
        at,
        actor: "p",
        action: "record.write",
        subject: dossier,
      };
      const failing = within(subject, [organisation], async ({ records, audit }) => {
        await records.write(dossier, icsWrite("a", 1, 0), author);
        await audit.append(event);
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
      const refused = await within(subject, [organisation], async ({ records, audit }) => {
        await records.write(dossier, icsWrite("a", 1, 0), author);
        await audit.append(event);
        return fail("refused");
      });
      expect(refused).toEqual({ ok: false, error: "refused" });
      await within(subject, [organisation], async ({ records, audit }) => {
        expect(await records.readAll(dossier)).toMatchObject({ revision: 0, records: [] });
        expect(await audit.head(organisation)).toBeUndefined();
      });
    });

    it("does not pretend to have committed when a failed statement was ignored", async () => {
      const { database } = subject.stores();
      const ignoring = database.transaction(async (sql) => {
        await sql.query("INSERT INTO local_link (token_hash, expires_at) VALUES ('ignored', now())");
        await sql.query("SELECT * FROM no_such_table").catch(() => undefined);
      });
      await expect(ignoring).rejects.toThrow();
      expect(await database.query("SELECT 1 AS one FROM local_link WHERE token_hash = 'ignored'")).toEqual(
        [],
      );
    });

    it("refuses to be used from inside of its own transaction", async () => {
      const { database } = subject.stores();
      const nested = database.transaction(() => database.query("SELECT 1 AS one"));
      await expect(nested).rejects.toMatchObject({ code: "nested-use" });
    });

    it("refuses writes of a reader", async () => {
      const organisation = await newOrganisation(subject);
      const dossier = await newDossier(subject, organisation);
      const writing = subject
        .stores()
        .unitOfWork.inTransaction(
          [organisation],
          ({ records }) => records.write(dossier, icsWrite("a", 1, 0), author),
          { readOnly: true },
        );
      await expect(writing).rejects.toThrow(/read-only/);
    });

    it("tells listeners what was committed, and nothing else", async () => {
      const { database } = subject.stores();
      const heard: string[] = [];
      const stop = await database.listen("plumbline_test", (payload) => heard.push(payload));
      await database.transaction((sql) => sql.query("SELECT pg_notify('plumbline_test', 'yes')"));
      await database
        .transaction(async (sql) => {
          await sql.query("SELECT pg_notify('plumbline_test', 'no')");
          throw new Error("on purpose");
        })
        .catch(() => undefined);
      await database.transaction((sql) => sql.query("SELECT pg_notify('plumbline_test', 'end')"));
      await expect.poll(() => heard).toEqual(["yes", "end"]);
      await stop();
    });
  });
}
