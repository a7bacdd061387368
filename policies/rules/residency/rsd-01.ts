import { isRegionName, regionNames } from "../../../content/regions";
import { dataHolders } from "../../evaluation/data-holders";
import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { isBound, judgeDestination, regionOf } from "../../evaluation/residency";
import type { Resource } from "../../evaluation/resource";
import { EVERY_AWS_TYPE, type ResourceRule } from "../../evaluation/rule";

export const resourcesLieInApprovedRegions: ResourceRule = {
  id: "RSD-01",
  slug: "resources-lie-in-approved-regions",
  title: "Resources only in approved regions",
  severity: "critical",
  types: [EVERY_AWS_TYPE],
  controls: {
    soc2: ["C1.1", "CC6.7"],
    pci: ["12.5.2"],
    gdpr: ["44", "45", "46", "28(3)(a)"],
    iso27001: ["A.5.14", "A.5.23", "A.5.31"],
    sec17a4: ["17a-4(j)"],
  },
  url: "https://gdpr-info.eu/art-44-gdpr/",
  remediation:
    "Take an approved region of the stack's jurisdiction, or add the region to content/regions.ts after a look at where its law lets data go.",
  scope: "resource",
  check(resource) {
    const region = regionOf(resource);
    if (region.state === "absent") return [];
    if (region.state === "unknown") return undetermined(region);
    if (!isRegionName(region.value)) {
      return violation("unapproved-region", {
        message: `the resource lies in '${region.value}'; the approved regions are ${regionNames.join(", ")}`,
        fix: "take an approved region",
        property: "region",
      });
    }
    return dataHolders.has(resource.type) ? judgePlace(resource) : pass;
  },
};

/** What holds data lies in its provider's jurisdiction: a region of its own may be another region, but under the same law. */
function judgePlace(resource: Resource): Outcome {
  const own = resource.inputs.at("region").filledText();
  if (own.state === "absent") return pass;
  const home = resource.provider?.at("region").filledText() ?? ({ state: "absent" } as const);
  if (home.state === "absent") return pass;
  return judgeDestination(
    { region: own, what: "what the resource holds", property: "region" },
    home,
    isBound(resource),
  );
}
