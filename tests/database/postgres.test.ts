/** The stores on a PostgreSQL server, under row-level security. */
import { describe } from "vitest";
import { storeConformance } from "./conformance.ts";
import { postgresIsThere, postgresPlace } from "./servers.ts";

const there = await postgresIsThere();

describe.skipIf(!there)("with a server", () => {
  storeConformance("stores on PostgreSQL", postgresPlace);
});
