/** Zone letters of the regions that do not simply have a, b and c. */
const ZONE_LETTERS: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-2": "abcd",
  "us-west-1": "ac",
  "ap-northeast-1": "acd",
  "ca-central-1": "abd",
};

/** The prefix of zone ids: `use1` of `us-east-1`. */
function zoneIdPrefix(region: string): string {
  const [area = "", place = "", number = ""] = region.split("-");
  const short = place.replace(/(north|south|east|west|central)/g, (word) => word.charAt(0));
  return area + short + number;
}

/** The zones of a region that are open to everybody. */
export function zonesOf(region: string): { names: string[]; ids: string[] } {
  const letters = [...(ZONE_LETTERS[region] ?? "abc")];
  return {
    names: letters.map((letter) => region + letter),
    ids: letters.map((_, index) => `${zoneIdPrefix(region)}-az${index + 1}`),
  };
}

/** The id of a zone: `euw1-az1` of `eu-west-1a`. Which letter has which id differs between true accounts. */
export function zoneIdOf(zone: string): string {
  const { names, ids } = zonesOf(zone.slice(0, -1));
  return ids[names.indexOf(zone)] ?? "";
}
