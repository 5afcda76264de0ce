/** Makes the prepared empty database that the first start unpacks instead of making one. */
import { PGlite } from "@electric-sql/pglite";
import { columnReaders } from "./column-values.ts";
import { connectionTo } from "./embedded-connection.ts";
import { noUpkeep } from "./embedded-upkeep.ts";
import { migrate } from "./migrate.ts";
import { readMigrations, type Migration } from "./migrations.ts";

/** A gzipped tar archive of a data folder with the schema of the migrations, those of this program by default, and no rows. */
export async function prepareDatabase(migrations?: readonly Migration[]): Promise<Uint8Array> {
  const db = await PGlite.create({ parsers: columnReaders });
  const connection = connectionTo(db, noUpkeep, () => Promise.resolve());
  await migrate(connection, migrations ?? (await readMigrations()));
  // What is in the tables lies in their files then, and opening has nothing to recover.
  await db.exec("VACUUM FREEZE ANALYZE");
  await db.exec("CHECKPOINT");
  const archive = await db.dumpDataDir("gzip");
  await connection.close();
  return new Uint8Array(await archive.arrayBuffer());
}
