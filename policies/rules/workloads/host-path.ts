import type { Pod } from "../../evaluation/pods";
import type { Read, Reader, Unknown } from "../../evaluation/reader";

/** A folder or file of the node that a pod mounts. */
export interface HostPath {
  readonly volume: Reader;
  /** Its path, without a slash at the end. */
  readonly path: Read<string>;
  readonly place: Reader;
}

/** The volumes of a pod that are parts of its node, and what could not be read. */
export function hostPathsOf(pod: Pod): {
  readonly found: readonly HostPath[];
  readonly hidden: readonly Unknown[];
} {
  const place = pod.at("volumes");
  const volumes = place.list();
  if (volumes.state === "unknown") return { found: [], hidden: place.isGap ? [] : [volumes] };
  const elements = volumes.state === "value" ? volumes.value : [];
  const hidden = elements.flatMap((element) => {
    const read = element.fields();
    return read.state === "unknown" ? [read] : [];
  });
  const found = elements.flatMap((volume) => {
    const source = volume.at("hostPath");
    return volume.state !== "value" || source.state === "absent" || source.isGap
      ? []
      : [hostPathAt(source, volume)];
  });
  return { found, hidden };
}

/** What a `hostPath` source names. */
export function hostPathAt(source: Reader, volume: Reader): HostPath {
  const place = source.at("path");
  const path = place.filledText();
  return {
    volume,
    place,
    path: path.state === "value" ? { state: "value", value: plain(path.value) } : path,
  };
}

/** Whether a path is a folder or lies in it. */
export function liesIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

function plain(path: string): string {
  const trimmed = path
    .trim()
    .replace(/\/+/g, "/")
    .replace(/(?<=.)\/$/, "");
  return trimmed === "" ? "/" : trimmed;
}
