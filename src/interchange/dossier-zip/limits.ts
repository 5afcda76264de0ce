/** How much an uploaded archive may hold; counted on what really comes, never on what the archive says of itself. */

export interface ZipLimits {
  /** The archive as uploaded. */
  readonly archiveBytes: number;
  /** Files and folders in it. */
  readonly entries: number;
  /** YAML files in it; a dossier folder has the same limit. */
  readonly yamlFiles: number;
  /** One YAML file; a dossier folder has the same limit. */
  readonly yamlBytes: number;
  /** All YAML files together, which are held in memory. */
  readonly allYamlBytes: number;
  /** One evidence file, inflated. */
  readonly evidenceBytes: number;
  /** Everything in the archive, inflated. */
  readonly allBytes: number;
  /** How many times larger than in the archive a file may become, once it is above `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Bytes of a path. */
  readonly pathBytes: number;
}

const megabyte = 1024 * 1024;

export const defaultZipLimits: ZipLimits = {
  archiveBytes: 100 * megabyte,
  entries: 20_000,
  yamlFiles: 2000,
  yamlBytes: 8 * megabyte,
  allYamlBytes: 64 * megabyte,
  evidenceBytes: 512 * megabyte,
  allBytes: 1024 * megabyte,
  ratio: 250,
  ratioFrom: megabyte,
  pathBytes: 1024,
};
