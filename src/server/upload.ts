/** The body of an upload as a stream of bytes, with its announced length checked first. */
import type { FastifyRequest } from "fastify";
import { refuse } from "./refusal.ts";

export function contentOf(request: FastifyRequest, maxBytes: number): AsyncIterable<Uint8Array> {
  const announced = Number(request.headers["content-length"] ?? "0");
  if (announced > maxBytes)
    refuse(
      "too-large",
      `The body is announced with ${String(announced)} bytes; ${String(maxBytes)} are allowed.`,
    );
  // Whoever stops reading early must not break the connection: the refusal goes out on it.
  return request.raw.iterator({ destroyOnReturn: false });
}

const drainMs = 5000;

/** After a reply that came before the end of the upload: reads on for a while, so that the client sees the reply and not a break. */
export function drain(request: FastifyRequest): void {
  const { raw } = request;
  if (raw.readableEnded || raw.destroyed) return;
  raw.resume();
  const timer = setTimeout(() => raw.destroy(), drainMs);
  raw.once("close", () => {
    clearTimeout(timer);
  });
}

export function demandMediaType(request: FastifyRequest, wanted: string): void {
  const given = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (given !== wanted) refuse("unsupported-media-type", `Send ${wanted}.`);
}
