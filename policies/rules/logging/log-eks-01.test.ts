import { byHand, testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { clustersLogTheirControlPlane } from "./log-eks-01";

const cluster = single("aws:eks/cluster:Cluster");

const ALL = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const without = (...types: string[]) => ({
  enabledClusterLogTypes: ALL.filter((type) => !types.includes(type)),
});
const missing = "violation missing-types";

describe("LOG-EKS-01", () => {
  testRule(clustersLogTheirControlPlane, [
    cluster("all", without(), "pass"),
    cluster("all, in another order", { enabledClusterLogTypes: [...ALL].reverse() }, "pass"),
    cluster("all, one twice", { enabledClusterLogTypes: [...ALL, "api"] }, "pass"),
    cluster("all, and one that is to come", { enabledClusterLogTypes: [...ALL, "future"] }, "pass"),
    cluster("all, with a name", { ...without(), name: "main" }, "pass"),
    cluster("all, with tags", { ...without(), tags: { owner: "platform" } }, "pass"),
    cluster("all, and one that is not known", { enabledClusterLogTypes: [...ALL, UNKNOWN] }, "pass"),
    cluster("all, of an old version", { ...without(), version: "1.29" }, "pass"),
    cluster(
      "nothing said",
      {},
      missing,
      "'enabledClusterLogTypes' lacks api, audit, authenticator, controllerManager, scheduler; all of api, audit, authenticator, controllerManager, scheduler are required. To mend it: add api, audit, authenticator, controllerManager, scheduler to enabledClusterLogTypes.",
    ),
    cluster("an empty list", { enabledClusterLogTypes: [] }, missing),
    cluster("null", { enabledClusterLogTypes: null }, missing),
    ...ALL.map((type) => cluster(`without ${type}`, without(type), missing)),
    byHand(cluster("one, as text", { enabledClusterLogTypes: "audit" }, missing)),
    cluster("in the wrong case", { enabledClusterLogTypes: ALL.map((type) => type.toUpperCase()) }, missing),
    cluster("one not known, two missing", { enabledClusterLogTypes: [...ALL.slice(2), UNKNOWN] }, missing),
    cluster(
      "one not known, which may be the missing one",
      { enabledClusterLogTypes: [...ALL.slice(1), UNKNOWN] },
      ["undetermined enabledClusterLogTypes[4]"],
    ),
    cluster("not known", { enabledClusterLogTypes: UNKNOWN }, "undetermined enabledClusterLogTypes"),
  ]);
});
