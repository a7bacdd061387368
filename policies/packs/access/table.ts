import { clusterEndpointIsRestricted } from "../../rules/access/acc-eks-01";
import { resourcesLieInApprovedRegions } from "../../rules/residency/rsd-01";
import { copiesStayInTheirJurisdiction } from "../../rules/residency/rsd-02";
import { keysStayInTheirJurisdiction } from "../../rules/residency/rsd-03";
import { telemetryGoesWhereItMay } from "../../rules/residency/rsd-04";
import type { Pack } from "../pack";

export const accessPack: Pack = {
  name: "access",
  description:
    "Nothing is reachable for anybody who has no reason to reach it, and data stays in its jurisdiction",
  rules: [
    [clusterEndpointIsRestricted, "mandatory"],
    [resourcesLieInApprovedRegions, "mandatory"],
    [copiesStayInTheirJurisdiction, "mandatory"],
    [keysStayInTheirJurisdiction, "advisory"],
    [telemetryGoesWhereItMay, "mandatory"],
  ],
};
