import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { differenceFrom, RENDERED_WITH, resourcesWithin } from "../evaluation/chart-contents";
import type { ChartContents, Resource } from "../evaluation/resource";
import { originOfUrn } from "../evaluation/resource-types";
import type { Charts } from "./adapter";

/** What a release installs, and whether that could be told. */
export interface Rendered {
  readonly contents: ChartContents;
  readonly objects: readonly Resource[];
}

/**
 * The folder of rendered charts in a checkout, which git ignores:
 *
 * ```
 * .charts/<stack>/<release>/release.yaml   chart, version and values with which it was rendered
 * .charts/<stack>/<release>/….yaml         the manifests, in any files and folders
 * ```
 *
 * `<release>` is the name of the release as a resource. Manifests count only if chart, version and every known value of the release are
 * those of `release.yaml`: what was rendered with other values is not what will be installed.
 *
 * Each release's folder is read once in a run.
 */
export class ChartFolder implements Charts {
  private readonly rendered = new Map<string, Rendered>();

  constructor(
    private readonly folder: string,
    /** Whether it is a violation that manifests are missing. */
    private readonly demanded: boolean,
    /** Canonical types that any rule of any pack judges; others are not made resources of. */
    private readonly wanted: ReadonlySet<string>,
  ) {}

  /** Whether there is anything at all to judge. */
  get exist(): boolean {
    return existsSync(this.folder);
  }

  /** What a release installs. */
  of(release: Resource): Rendered {
    const known = this.rendered.get(release.urn);
    if (known !== undefined) return known;
    const found = this.read(release);
    this.rendered.set(release.urn, found);
    return found;
  }

  /** What was found of a release before; nothing where it was never asked for. */
  objectsOf(urn: string): readonly Resource[] {
    return this.rendered.get(urn)?.objects ?? [];
  }

  private read(release: Resource): Rendered {
    const wanted = (type: string): boolean => this.wanted.has(type);
    const folder = path.join(this.folder, originOfUrn(release.urn)?.stack ?? "", release.name);
    const notJudged = (why: string): Rendered => ({
      contents: { state: "not judged", why, demanded: this.demanded },
      objects: [],
    });
    if (!existsSync(path.join(folder, RENDERED_WITH)))
      return notJudged("nobody has rendered it into manifests");
    try {
      const [renderedWith] = parseAll(readFileSync(path.join(folder, RENDERED_WITH), "utf8"));
      const difference = differenceFrom(release.inputs, renderedWith ?? {});
      if (difference !== undefined)
        return notJudged(`its manifests were rendered with another '${difference}'`);
      const documents = manifestsIn(folder).flatMap((file) =>
        parseAll(readFileSync(file, "utf8"), mayBeWanted(wanted)),
      );
      return { contents: { state: "judged" }, objects: resourcesWithin(release, documents, wanted) };
    } catch (error) {
      return notJudged(
        `its manifests cannot be read (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }
}

function manifestsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name) && name !== RENDERED_WITH)
    .sort()
    .map((name) => path.join(folder, name));
}

/** Charts bring megabytes of definitions that nobody judges: the kind of a document is told before it is parsed. */
function mayBeWanted(wanted: (type: string) => boolean): (text: string) => boolean {
  return (text) => {
    const [kind, apiVersion] = ["kind", "apiVersion"].map(
      (field) => new RegExp(`^${field}:\\s*["']?([^\\s"'#]+)`, "m").exec(text)?.[1],
    );
    if (kind === undefined || apiVersion === undefined) return text.trim() !== "";
    return kind !== "CustomResourceDefinition" || wanted(`kubernetes:${apiVersion}:${kind}`);
  };
}

/** The documents of a YAML text, those for which `keep` holds. */
function parseAll(text: string, keep: (text: string) => boolean = () => true): readonly unknown[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where there is something to parse
  const { parseAllDocuments } = require("yaml") as typeof import("yaml");
  return text
    .split(/^---(?:\s.*)?$/m)
    .filter((part) => part.replace(/^\s*#.*$/gm, "").trim() !== "" && keep(part))
    .flatMap((part) => {
      const documents = parseAllDocuments(part);
      return (Array.isArray(documents) ? documents : []).map((document) => {
        const [error] = document.errors;
        if (error !== undefined) throw error;
        return document.toJS() as unknown;
      });
    });
}
