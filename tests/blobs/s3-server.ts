/** An S3-speaking server on loopback for tests, and a way to it on which things go wrong. */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** True when it runs in this process, and so has our clock. */
  readonly ours: boolean;
  readonly close: () => Promise<void>;
}

/**
 * Starts the server of the package, or takes the one that `PLUMBLINE_TEST_S3_ENDPOINT` names (with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
 * a bucket in PLUMBLINE_TEST_S3_BUCKET). A reason where there is none.
 */
export async function startS3(): Promise<S3Server | string> {
  const given = process.env["PLUMBLINE_TEST_S3_ENDPOINT"];
  if (given !== undefined) {
    const of = (name: string): string => process.env[name] ?? "";
    const credentials = {
      accessKeyId: of("AWS_ACCESS_KEY_ID"),
      secretAccessKey: of("AWS_SECRET_ACCESS_KEY"),
    };
    const bucket = of("PLUMBLINE_TEST_S3_BUCKET");
    return { endpoint: given, bucket, credentials, ours: false, close: () => Promise.resolve() };
  }
  let fauxqs;
  try {
    fauxqs = await import("fauxqs");
  } catch {
    if (process.env["CI"] === "true")
      throw new Error("CI runs without the package fauxqs, which npm ci installs");
    return "blobs on S3 are not tested: the package fauxqs is not installed";
  }
  const server = await fauxqs.startFauxqs({ port: 0, host: "127.0.0.1", logger: false });
  const { bucketName: bucket } = server.createBucket("evidence");
  return {
    endpoint: `http://127.0.0.1:${String(server.port)}`,
    bucket,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    ours: true,
    close: () => server.stop(),
  };
}

/** What a fault does with a request: answers it itself, breaks the connection, or lets it pass (undefined). */
export type Fault = (incoming: IncomingMessage, answer: ServerResponse) => "answered" | undefined;

export interface Way {
  readonly endpoint: string;
  /** Method and path of all requests. */
  readonly seen: readonly string[];
  fault: Fault;
  readonly close: () => Promise<void>;
}

/** Passes requests on to the server, signed headers and all, unless the fault stops them. */
export async function wayTo(target: string): Promise<Way> {
  const seen: string[] = [];
  const way = { fault: (() => undefined) as Fault };
  const server = createServer((incoming, answer) => {
    seen.push(`${incoming.method ?? ""} ${incoming.url ?? ""}`);
    if (way.fault(incoming, answer) === "answered") {
      incoming.resume();
      return;
    }
    const options = { method: incoming.method, headers: incoming.headers };
    const onward = request(new URL(incoming.url ?? "/", target), options, (back) => {
      answer.writeHead(back.statusCode ?? 500, back.headers);
      back.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(way, { endpoint, seen, close });
}
