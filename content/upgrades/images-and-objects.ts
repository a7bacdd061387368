import { imageName, parseImage, type ImageReference } from "../images/image-reference";
import { imagesOfObject } from "../images/object-images";
import { pairsOf, type Difference, type Manifest } from "./difference";

/** What pods are made of before and after: by repository, so that a new version of the same image is one difference. */
export function imageChanges(before: readonly Manifest[], after: readonly Manifest[]): Difference[] {
  const [old, young] = [byRepository(before), byRepository(after)];
  return [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((repository): Difference[] => {
    const [was, is] = [old.get(repository), young.get(repository)];
    if (is === undefined) return [change(repository, `is no longer used (${versions(was!)})`)];
    if (was === undefined)
      return [
        change(
          repository,
          `is new (${versions(is)})`,
          `see that it may be used, and copy ${versions(is)} into the mirror where there is one`,
        ),
      ];
    if (versions(was) === versions(is)) return [];
    return [
      change(
        repository,
        `goes from ${versions(was)} to ${versions(is)}`,
        `copy ${versions(is)} into the mirror where there is one`,
      ),
    ];
  });
}

function change(subject: string, what: string, before?: string): Difference {
  return { class: "image", subject, what, needsWork: false, ...(before !== undefined && { before }) };
}

function byRepository(manifests: readonly Manifest[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const manifest of manifests) {
    for (const image of imagesIn(manifest)) {
      const repository = imageName({ registry: image.registry, repository: image.repository });
      found.set(repository, (found.get(repository) ?? new Set()).add(versionOf(image)));
    }
  }
  return found;
}

function imagesIn(manifest: Manifest): ImageReference[] {
  const type = `kubernetes:${String(manifest["apiVersion"])}:${String(manifest["kind"])}`;
  const texts = [...imagesOfObject(type, manifest).map(({ text }) => text), ...flagged(manifest)];
  return texts.flatMap((text) => parseImage(text) ?? []);
}

/** Images that an operator is told by a flag, such as `--prometheus-config-reloader=quay.io/…:v1`. */
const IMAGE_FLAG = /^--[\w-]+=((?:[\w-]+\.)+[\w-]+(?::\d+)?\/[\w./-]+(?::[\w.-]+|@sha256:[0-9a-f]{64}))$/;

function flagged(value: unknown): string[] {
  if (typeof value === "string") return IMAGE_FLAG.exec(value)?.slice(1, 2) ?? [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(flagged);
}

function versionOf({ tag, digest }: ImageReference): string {
  return [tag, digest].filter((part) => part !== undefined).join("@") || "no tag";
}

function versions(all: ReadonlySet<string>): string {
  return [...all].sort().join(", ");
}

/** Kinds of which the loss is data that is lost. */
const HOLD_DATA: readonly string[] = ["PersistentVolumeClaim", "StatefulSet"];

/** What is installed and was not, or no longer is. Definitions are a matter of their own. */
export function objectChanges(before: readonly Manifest[], after: readonly Manifest[]): Difference[] {
  return pairsOf(before, after).flatMap(({ id, old, new: young }): Difference[] => {
    if ((old === undefined) === (young === undefined) || id.startsWith("CustomResourceDefinition "))
      return [];
    if (old === undefined) return [{ class: "object", subject: id, what: "is new", needsWork: false }];
    const holdsData = HOLD_DATA.includes(String(old["kind"]));
    return [
      {
        class: "object",
        subject: id,
        what: "is no longer installed: Helm deletes it",
        needsWork: holdsData,
        ...(holdsData && { before: "see what becomes of its volumes, and take a snapshot of them" }),
      },
    ];
  });
}
