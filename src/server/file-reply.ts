/** Replies that are files: always to be saved, never to be run by a browser. */
import { filePolicy } from "./security-headers.ts";

/** Headers of a download with a name made from a title. */
export function attachment(title: string, ending: string, mediaType: string) {
  const stem = title
    .normalize("NFC")
    .replace(/[\p{C}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 100);
  return { mediaType, headers: { ...fileHeaders(`${stem === "" ? "dossier" : stem}.${ending}`) } };
}

/** RFC 6266 with RFC 8187: a plain name for old clients, the true one for all others. */
export function fileHeaders(name: string): Readonly<Record<string, string>> {
  const plain = name
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]+/g, "")
    .replace(/["\\%;]/g, "_");
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, "_")).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    "content-disposition": `attachment; filename="${plain === "" ? "file" : plain}"; filename*=UTF-8''${encoded}`,
    "content-security-policy": filePolicy,
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  };
}
