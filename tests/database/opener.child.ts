/** A process that opens the data folder, says how that went, and stays until it is told to end. */
import { openStores, type StoresOptions } from "#store/server";

const options = JSON.parse(process.argv[2] ?? "") as StoresOptions;
try {
  const stores = await openStores(options);
  console.log("opened");
  process.once("SIGTERM", () => {
    void stores.close().then(() => {
      console.log("closed");
      process.exit(0);
    });
  });
  setInterval(() => undefined, 1000);
} catch (error) {
  console.log(`refused ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
