/** What every store must do, whatever database it stands on. */
import { afterAll, beforeAll, describe } from "vitest";
import type { OpenStores } from "#store/server";
import { auditTests } from "./conformance-audit.ts";
import { dossierTests } from "./conformance-dossiers.ts";
import { jobTests } from "./conformance-jobs.ts";
import { organisationTests } from "./conformance-organisations.ts";
import { recordTests } from "./conformance-records.ts";
import { transactionTests } from "./conformance-transactions.ts";
import type { Place } from "./servers.ts";

export function storeConformance(name: string, makePlace: () => Promise<Place>): void {
  describe(name, () => {
    let place: Place | undefined;
    let stores: OpenStores | undefined;
    beforeAll(async () => {
      place = await makePlace();
      stores = await place.open();
    });
    afterAll(async () => {
      await stores?.close();
      await place?.remove();
    });
    const subject = {
      stores: (): OpenStores => {
        if (stores === undefined) throw new Error("The stores are not open");
        return stores;
      },
    };
    recordTests(subject);
    dossierTests(subject);
    organisationTests(subject);
    jobTests(subject);
    auditTests(subject);
    transactionTests(subject);
  });
}
