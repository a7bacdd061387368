import { z } from "zod";
import { DEFAULT_SIZE, prometheusVolumeGiB, sizeNames, sizeVolumes, type SizeName } from "../content/sizes";
import { type Days, days } from "../content/units";
import { setting } from "./settings-describe";

/** Setting `size`: a name for the volumes that the groups `metrics`, `logs` and `traces` do not set. */
export const sizeSetting = setting(z.enum(sizeNames).default(DEFAULT_SIZE), {
  meaning:
    "How much comes in, where `metrics`, `logs` and `traces` say nothing: each size is three volumes, and everything else follows from them (docs/sizes.md).",
  cost: "Nodes and volumes follow from it; docs/sizes.md has both.",
  changing:
    "The same as changing the volumes: larger grows in place; smaller leaves volumes as they are, or asks for new ones.",
});

type Group = Readonly<Record<string, unknown>>;

function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A stack's settings as they were written, with the volumes of their size where they set none. What is no group, or no size, stays as it
 * is: the check complains of it.
 */
export function withSize(written: unknown): unknown {
  if (!isGroup(written)) return written;
  const { size = DEFAULT_SIZE } = written;
  if (!sizeNames.some((known) => known === size)) return written;
  const { activeSeries, gigabytesPerDay, spansPerSecond } = sizeVolumes[size as SizeName];
  const filled: Record<string, unknown> = { ...written };
  const fill = (name: string, volumes: (group: Group) => Group): void => {
    const group = written[name] ?? {};
    if (isGroup(group)) filled[name] = { ...volumes(group), ...group };
  };
  fill("metrics", (group) => {
    const series = numberOr(group["activeSeries"], activeSeries);
    return { activeSeries, storageGiB: prometheusVolumeGiB(series, retentionOf(group)) };
  });
  fill("logs", () => ({ gigabytesPerDay }));
  fill("traces", () => ({ spansPerSecond }));
  return filled;
}

/** A number that may be written as a text; what is none is left for the check, and does not count. */
function numberOr(value: unknown, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isFinite(number) && number > 0 ? number : otherwise;
}

function retentionOf({ retention }: Group): Days | undefined {
  const number = Number(retention);
  return Number.isInteger(number) && number > 0 ? days(number) : undefined;
}
