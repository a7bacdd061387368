import { clusterEndpointIsRestricted } from "../../rules/access/acc-eks-01";
import type { Pack } from "../pack";

export const accessPack: Pack = {
  name: "access",
  description:
    "Nothing is reachable for anybody who has no reason to reach it, and data stays in its jurisdiction",
  rules: [[clusterEndpointIsRestricted, "mandatory"]],
};
