/** Now and then: forgets ended sessions, old jobs, and contents that nothing refers to any more. */
import type { BlobStore } from "#workbench/stored";
import { later } from "./auth/lockout.ts";
import type { ServerContext } from "./server-context.ts";

const everyMs = 3600_000;
const firstMs = 60_000;
const day = 86_400;

/** Answers with the way to stop. */
export function startHousekeeping(
  context: ServerContext,
  blobs: Pick<BlobStore, "deleteUnreferenced">,
): () => Promise<void> {
  const { ports, log } = context;
  let running: Promise<void> = Promise.resolve();
  const clean = async (): Promise<void> => {
    const now = ports.clock.now();
    await ports.work.inTransaction("system", async (stores) => {
      await stores.signIn.forgetEnded(later(now, -day));
      await stores.jobs.forgetEnded(later(now, -30 * day));
    });
    // Reports and uploads of jobs are kept for a week; nothing but their job refers to them.
    const gone = await blobs.deleteUnreferenced(
      (sha256) =>
        ports.work.inTransaction("system", (stores) => stores.evidence.isReferenced(sha256), {
          readOnly: true,
        }),
      later(now, -7 * day),
    );
    if (gone.length > 0) log.info({ blobs: gone.length }, "cleared contents that nothing refers to");
  };
  const tick = (): void => {
    running = clean().catch((error: unknown) => {
      log.warn({ err: error }, "housekeeping stumbled");
    });
  };
  const first = setTimeout(tick, firstMs);
  const next = setInterval(tick, everyMs);
  first.unref();
  next.unref();
  return async () => {
    clearTimeout(first);
    clearInterval(next);
    await running;
  };
}
