import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parseAllDocuments } from "yaml";
import { isMap, valueAt } from "../../content/images/path";

/** One object of a rendered chart. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Every object in the YAML files of a folder, file by file. @throws Error where a file cannot be read */
export function readManifests(folder: string): Manifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .flatMap((name) => parseManifests(readFileSync(path.join(folder, name), "utf8")));
}

/** The objects of a YAML text; lists are taken apart. */
export function parseManifests(text: string): Manifest[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const value = document.toJS() as unknown;
    if (!isMap(value)) return [];
    const items = value["items"];
    return String(value["kind"]).endsWith("List") && Array.isArray(items) ? items.filter(isMap) : [value];
  });
}

/** `group/version` and `group/version/Kind` of the kinds that these objects define. */
export function definedVersions(manifests: readonly Manifest[]): string[] {
  return manifests
    .filter(({ kind }) => kind === "CustomResourceDefinition")
    .flatMap((definition) => {
      const [group, kind, versions] = ["group", "names > kind", "versions"].map((at) =>
        valueAt(definition, `spec > ${at}`),
      );
      const served = Array.isArray(versions)
        ? versions.filter((version) => valueAt(version, "served") !== false)
        : [];
      return served.flatMap((version) => {
        const groupVersion = `${String(group)}/${String(valueAt(version, "name"))}`;
        return [groupVersion, `${groupVersion}/${String(kind)}`];
      });
    });
}
