/** Messages between servers on one PostgreSQL, over a connection of their own that is made again when it breaks. */
import pg from "pg";

const retryMs = 1000;

/**
 * Calls `onMessage` for each notification. Messages sent while the connection was broken are lost: after each new connection
 * `onMessage` is called with the empty text, which tells to look for what was missed.
 */
export async function listenOnServer(
  settings: pg.ClientConfig,
  channel: string,
  onMessage: (payload: string) => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const fresh = new pg.Client({ ...settings, keepAlive: true, application_name: "plumbline events" });
    let ended = false;
    const onEnd = (): void => {
      if (ended) return;
      ended = true;
      if (!stopped) timer = setTimeout(again, retryMs);
    };
    fresh.on("error", onEnd);
    fresh.on("end", onEnd);
    fresh.on("notification", ({ payload }) => {
      onMessage(payload ?? "");
    });
    await fresh.connect();
    await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    client = fresh;
  };
  const again = (): void => {
    open().then(
      () => {
        onMessage("");
      },
      () => {
        if (!stopped) timer = setTimeout(again, retryMs);
      },
    );
  };

  await open();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
