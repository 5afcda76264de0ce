/** The audit trail: chained, signed, counted outside, listed. Tampering is in audit-tampering.test.ts. */
import { describe, expect, it } from "vitest";
import type { AuditEvent, NewAuditEvent } from "#workbench/stored";
import { allPages, at, newOrganisation, within, type Subject } from "./subject.ts";

export function auditTests(subject: Subject): void {
  const append = (organisationId: string, more: Partial<NewAuditEvent> = {}): Promise<void> =>
    within(subject, [organisationId], ({ audit }) =>
      audit.append({ organisationId, at, actor: "p", action: "record.write", subject: "dossier/d", ...more }),
    );

  describe("audit", () => {
    it("chains events in order, without a gap, whoever writes at the same time", async () => {
      const organisation = await newOrganisation(subject);
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => append(organisation, { detail: { index } })),
      );
      const events: AuditEvent[] = [];
      await within(subject, [organisation], async ({ audit }) => {
        for await (const event of audit.stream(organisation)) events.push(event);
      });
      expect(events.map((one) => one.seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
      expect(events.slice(1).map((one) => one.previousHash)).toEqual(
        events.slice(0, -1).map((one) => one.hash),
      );
      const head = await within(subject, [organisation], ({ audit }) => audit.head(organisation));
      expect(head).toMatchObject({ seq: 12, hash: events.at(-1)?.hash });
      expect(await subject.stores().verifyAudit(organisation)).toEqual({
        organisationId: organisation,
        intact: true,
        events: 12,
        faults: [],
      });
    });

    it("verifies whatever JSON the detail is, and however the instant is written", async () => {
      const organisation = await newOrganisation(subject);
      const details = [
        { b: 1, a: [null, "\u0000", "\ud800", 1e21, -0] },
        "text",
        undefined,
        { gone: undefined },
        [],
      ];
      for (const detail of details) await append(organisation, { detail, at: "2026-03-01T13:00:00+01:00" });
      expect(await subject.stores().verifyAudit(organisation)).toMatchObject({ intact: true, events: 5 });
    });

    it("takes an event into the trail of a partner, without showing it", async () => {
      const [maker, laboratory] = [await newOrganisation(subject), await newOrganisation(subject)];
      await within(subject, [laboratory], async ({ audit }) => {
        await audit.append({
          organisationId: maker,
          at,
          actor: "lab",
          action: "case.write",
          subject: "dossier/d",
        });
        await audit.append({ organisationId: laboratory, at, actor: "lab", action: "x", subject: "y" });
      });
      await within(subject, [laboratory], async ({ audit }) => {
        expect(await audit.head(maker)).toBeUndefined();
        expect(await audit.list(maker)).toEqual({ ok: true, value: { items: [], next: undefined } });
      });
      expect(await subject.stores().verifyAudit(maker)).toMatchObject({ intact: true, events: 1 });
      expect(await subject.stores().verifyAudit(laboratory)).toMatchObject({ intact: true, events: 1 });
    });

    it("lists newest first, by subject and what lies below it, actor and action", async () => {
      const organisation = await newOrganisation(subject);
      for (const one of ["dossier/d", "dossier/d/ics/1", "dossier/d2", "dossier/d/ics/2"]) {
        await append(organisation, { subject: one });
      }
      await append(organisation, { actor: "q", action: "member.remove", subject: "person/x" });
      const seqs = async (query: object): Promise<readonly number[]> => {
        const { items } = await allPages((after) =>
          within(subject, [organisation], ({ audit }) =>
            audit.list(organisation, { ...query, after, limit: 2 }),
          ),
        );
        return items.map((one) => one.seq);
      };
      expect(await seqs({})).toEqual([5, 4, 3, 2, 1]);
      expect(await seqs({ subject: "dossier/d" })).toEqual([4, 2, 1]);
      expect(await seqs({ actor: "q" })).toEqual([5]);
      expect(await seqs({ action: "record.write" })).toEqual([4, 3, 2, 1]);
    });

    it("says that an organisation without events has nothing wrong", async () => {
      const organisation = await newOrganisation(subject);
      expect(await subject.stores().verifyAudit(organisation)).toMatchObject({ intact: true, events: 0 });
    });
  });
}
