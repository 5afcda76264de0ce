/** The stores on the embedded database. */
import { storeConformance } from "./conformance.ts";
import { embeddedPlace } from "./servers.ts";

storeConformance("stores on PGlite", embeddedPlace);
