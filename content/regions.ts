/**
 * The AWS regions that Pharos knows, and the jurisdiction each belongs to. A region not in this table can be neither a stack nor a
 * replica's place: adding one means adding a row here, after a look at where its law lets data go.
 */

/** A space of law that personal and regulated data does not leave. */
export type Jurisdiction = "US" | "EU";

export interface RegionFacts {
  readonly jurisdiction: Jurisdiction;
  /** Where it is, for people. */
  readonly place: string;
  /**
   * Letters of its availability zones. AWS shuffles the letters per account, so one of us-east-1's (the zone with id use1-az3) may be
   * one in which EKS has no control plane; the region's other zones serve then.
   */
  readonly zoneLetters: string;
}

const table = {
  "us-east-1": { jurisdiction: "US", place: "N. Virginia", zoneLetters: "abcdef" },
  "us-west-2": { jurisdiction: "US", place: "Oregon", zoneLetters: "abcd" },
  "eu-west-1": { jurisdiction: "EU", place: "Ireland", zoneLetters: "abc" },
  "eu-central-1": { jurisdiction: "EU", place: "Frankfurt", zoneLetters: "abc" },
} as const satisfies Record<string, RegionFacts>;

/** Name of a region that Pharos knows. */
export type RegionName = keyof typeof table;

export const regions: Readonly<Record<RegionName, RegionFacts>> = table;

/** All names, in the order of the table. */
export const regionNames = Object.keys(table) as [RegionName, ...RegionName[]];

export function isRegionName(text: string): text is RegionName {
  return Object.hasOwn(table, text);
}

/** The names of a region's availability zones, such as `us-east-1a`. */
export function zonesOf(region: RegionName): string[] {
  return [...regions[region].zoneLetters].map((letter) => `${region}${letter}`);
}

/** The regions to which data of `region` may be copied: the same jurisdiction's others. */
export function replicaRegionsOf(region: RegionName): RegionName[] {
  return regionNames.filter(
    (other) => other !== region && regions[other].jurisdiction === regions[region].jurisdiction,
  );
}
