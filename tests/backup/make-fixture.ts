/** Writes the backup that tests keep restoring: `tsx tests/backup/make-fixture.ts tests/backup/v<format>`, once per format. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeBackup } from "#store/server";
import { embeddedPlace } from "../database/servers.ts";
import { backupPorts, makeSmallWorld } from "./small-world.ts";

const [, , target] = process.argv;
if (target === undefined) throw new Error("Name a new folder for the backup");
const place = await embeddedPlace();
const blobs = await mkdtemp(path.join(tmpdir(), "plumbline-fixture-"));
const stores = await place.open();
const ports = backupPorts(stores.unitOfWork, blobs);
await makeSmallWorld(ports);
await writeBackup(ports, target, { version: "0.1.0", actor: "ada" });
await stores.close();
await place.remove();
await rm(blobs, { recursive: true });
