/** The body of an upload as a stream of bytes, with its announced length checked first. */
import type { FastifyRequest } from "fastify";
import { refuse } from "./refusal.ts";

export function contentOf(request: FastifyRequest, maxBytes: number): AsyncIterable<Uint8Array> {
  const announced = Number(request.headers["content-length"] ?? "0");
  if (announced > maxBytes) refuse("too-large", `The body is announced with ${String(announced)} bytes; ${String(maxBytes)} are allowed.`);
  return request.raw;
}

export function demandMediaType(request: FastifyRequest, wanted: string): void {
  const given = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (given !== wanted) refuse("unsupported-media-type", `Send ${wanted}.`);
}
