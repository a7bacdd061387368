import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { rename, rm } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { UserError } from "../../content/user-error";

/** What an entry of the cache says about itself, in `manifest.json`. It is written last: an entry without it is half-built. */
const manifestSchema = z.strictObject({
  format: z.literal(1),
  name: z.string(),
  version: z.string(),
  source: z.enum(["download", "build"]),
  /** Node's platform and architecture: a home folder may be shared by unlike machines. */
  platform: z.string(),
  /** SHA-256 of everything the result depends on; another recipe makes the entry out of date. */
  recipe: z.string(),
  /** When it was made, ISO 8601. */
  made: z.string(),
  files: z.record(z.string(), z.strictObject({ size: z.number(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** A place in the cache for one version of one thing, with what its manifest has to say. */
export interface Entry {
  readonly name: string;
  readonly version: string;
  readonly source: Manifest["source"];
  readonly recipe: string;
}

export type EntryState =
  | { readonly state: "absent" }
  | { readonly state: "broken"; readonly reason: string }
  | { readonly state: "whole"; readonly manifest: Manifest };

const MANIFEST = "manifest.json";

/** The folder of links to executables that lie elsewhere. */
export const LINKS = "links";

/** The folder whose being there is the lock of the folder it lies in. */
export const LOCK = "lock";

/** Folders of this prefix are entries in the making, or what an interrupted process left of one. */
const PARTIAL = ".partial-";

/**
 * The folder of everything obtained: `PHAROS_CACHE`, else `pharos` in `XDG_CACHE_HOME`, else `~/.cache/pharos`.
 * A relative `XDG_CACHE_HOME` is ignored, as the XDG Base Directory Specification asks.
 */
export function cacheRoot(env: NodeJS.ProcessEnv): string {
  const { PHAROS_CACHE: own, XDG_CACHE_HOME: xdg, HOME: home } = env;
  if (own) return path.resolve(own);
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, "pharos");
  return path.join(home || os.homedir(), ".cache", "pharos");
}

/** The folder that holds all versions of `name`, made if needed. */
export function openCacheFolder(root: string, name: string): string {
  const folder = path.join(root, name);
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new UserError(
      `The cache folder ${folder} cannot be made: ${(error as Error).message}`,
      "set PHAROS_CACHE to a folder that you may write to",
    );
  }
}

export function entryFolder(root: string, { name, version }: Pick<Entry, "name" | "version">): string {
  return path.join(root, name, version);
}

/** Node's platform and architecture, as manifests record them. */
export function currentPlatform(): string {
  return `${process.platform}-${process.arch}`;
}

/** Looks at an entry without reading its files: manifest there and readable, made for this, sizes agree. Takes well under a millisecond. */
export function inspectEntry(root: string, entry: Entry): EntryState {
  const folder = entryFolder(root, entry);
  if (!existsSync(folder)) return { state: "absent" };
  const broken = (reason: string) => ({ state: "broken", reason }) as const;
  let text: string;
  try {
    text = readFileSync(path.join(folder, MANIFEST), "utf8");
  } catch {
    return broken(`${folder} has no ${MANIFEST}, so it was never finished`);
  }
  const manifest = parseManifest(text);
  if (!manifest) return broken(`${folder}/${MANIFEST} cannot be read`);
  if (manifest.platform !== currentPlatform())
    return broken(`${folder} was made for ${manifest.platform}, this is ${currentPlatform()}`);
  if (manifest.recipe !== entry.recipe) return broken(`${folder} was made by another recipe`);
  for (const [file, { size }] of Object.entries(manifest.files)) {
    const found = statSync(path.join(folder, file), { throwIfNoEntry: false });
    if (!found) return broken(`${folder}/${file} is gone`);
    if (found.size !== size) return broken(`${folder}/${file} has ${found.size} bytes instead of ${size}`);
  }
  return { state: "whole", manifest };
}

/** Reads all files of an entry; the first that is not what it was, or `undefined`. About half a second for the Pulumi CLI. */
export async function findDamage(root: string, manifest: Manifest): Promise<string | undefined> {
  const folder = entryFolder(root, manifest);
  for (const [file, { sha256 }] of Object.entries(manifest.files)) {
    const full = path.join(folder, file);
    if (!existsSync(full)) return `${full} is gone`;
    if ((await sha256Of(full)) !== sha256) return `${full} has changed since it was made`;
  }
  return undefined;
}

/** An empty folder beside the entries to make a new one in. Its files belong under `bin`. */
export function beginEntry(root: string, { name, version }: Entry): string {
  const partial = mkdtempSync(path.join(openCacheFolder(root, name), `${PARTIAL}${version}-`));
  mkdirSync(path.join(partial, "bin"));
  return partial;
}

/** Makes a finished folder of {@link beginEntry} the entry, in one step that either happens or does not. */
export async function commitEntry(root: string, entry: Entry, partial: string): Promise<void> {
  const files: Manifest["files"] = {};
  for (const name of readdirSync(path.join(partial, "bin")).sort()) {
    const file = path.join(partial, "bin", name);
    files[`bin/${name}`] = { size: statSync(file).size, sha256: await sha256Of(file) };
  }
  const { name, version, source, recipe } = entry;
  const manifest: Manifest = {
    format: 1,
    name,
    version,
    source,
    platform: currentPlatform(),
    recipe,
    made: new Date().toISOString(),
    files,
  };
  writeFileSync(path.join(partial, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await removeEntry(root, entry);
  await rename(partial, entryFolder(root, entry));
}

/** Takes an entry away: first out of sight, in one step, then its files. */
async function removeEntry(root: string, entry: Entry): Promise<void> {
  const folder = entryFolder(root, entry);
  if (!existsSync(folder)) return;
  const away = mkdtempSync(path.join(path.dirname(folder), PARTIAL));
  await rename(folder, path.join(away, "entry"));
  await removeFolder(away);
}

/** Removes what interrupted processes left. Only for the holder of the folder's lock: nobody else makes entries then. */
export async function sweepPartials(root: string, name: string): Promise<void> {
  const folder = path.join(root, name);
  for (const found of readdirSync(folder))
    if (found.startsWith(PARTIAL)) await removeFolder(path.join(folder, found));
}

/** Removes a folder in which an interrupted compiler may still be writing its last file. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Whatever the cache holds: an entry's folder and its manifest, if that can be read. */
export function listEntries(root: string): { folder: string; manifest: Manifest | undefined }[] {
  return foldersIn(root).flatMap((name) =>
    foldersIn(path.join(root, name))
      .filter((version) => name !== LINKS && version !== LOCK && !version.startsWith(PARTIAL))
      .map((version) => {
        const folder = path.join(root, name, version);
        const file = path.join(folder, MANIFEST);
        return { folder, manifest: existsSync(file) ? parseManifest(readFileSync(file, "utf8")) : undefined };
      }),
  );
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder, { withFileTypes: true });
  return found
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** SHA-256 over any number of texts, each with its length so that no two lists give the same. */
export function recipeOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\n`).update(part);
  return hash.digest("hex");
}

function parseManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
