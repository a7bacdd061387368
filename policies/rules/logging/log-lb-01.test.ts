import { testRule } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { loadBalancersLogRequests } from "./log-lb-01";

const balancer = single("aws:lb/loadBalancer:LoadBalancer");
const alias = single("aws:alb/loadBalancer:LoadBalancer");
const classic = single("aws:elb/loadBalancer:LoadBalancer");

const BOTH = ["violation off", "violation no-bucket"];

describe("LOG-LB-01", () => {
  testRule(loadBalancersLogRequests, [
    balancer("on", { accessLogs: { enabled: true, bucket: "logs" } }, "pass"),
    alias("on, in the other spelling", { accessLogs: { enabled: true, bucket: "logs" } }, "pass"),
    balancer("on, as text", { accessLogs: { enabled: "true", bucket: "logs" } }, "pass"),
    balancer("on, in a list of one", { accessLogs: [{ enabled: true, bucket: "logs" }] }, "pass"),
    balancer(
      "on, a network load balancer",
      { loadBalancerType: "network", accessLogs: { enabled: true, bucket: "logs" } },
      "pass",
    ),
    classic("a classic one that was told where to", { accessLogs: { bucket: "logs" } }, "pass"),
    classic("a classic one, on", { accessLogs: { bucket: "logs", enabled: true } }, "pass"),
    balancer(
      "a gateway",
      { loadBalancerType: "gateway" },
      "notApplicable",
      "gateway load balancers write no access logs",
    ),
    balancer(
      "nothing said",
      {},
      BOTH,
      "'accessLogs.enabled' is not true, so that nobody can tell who asked for what; true is required. To mend it: set accessLogs.enabled to true and accessLogs.bucket to a bucket that takes the logs.",
    ),
    alias("nothing said, in the other spelling", {}, BOTH),
    classic("nothing said of a classic one", {}, BOTH),
    balancer("off", { accessLogs: { enabled: false, bucket: "logs" } }, "violation off"),
    balancer("off, as text", { accessLogs: { enabled: "false", bucket: "logs" } }, "violation off"),
    balancer("told where to, but not to", { accessLogs: { bucket: "logs" } }, "violation off"),
    classic("a classic one, off", { accessLogs: { enabled: false, bucket: "logs" } }, "violation off"),
    balancer(
      "on, but nowhere to",
      { accessLogs: { enabled: true } },
      "violation no-bucket",
      "'accessLogs.bucket' is missing, so that there is no place for the logs; a bucket is required. To mend it: set accessLogs.bucket to a bucket that takes the logs.",
    ),
    balancer("on, to a bucket without a name", { accessLogs: { enabled: true, bucket: "" } }, [
      "violation no-bucket",
    ]),
    balancer("a bucket that is not known", { accessLogs: { enabled: true, bucket: UNKNOWN } }, [
      "undetermined accessLogs.bucket",
    ]),
    balancer("not known", { accessLogs: UNKNOWN }, ["undetermined accessLogs", "undetermined accessLogs"]),
    balancer("of a kind that is not known", { loadBalancerType: UNKNOWN }, "undetermined loadBalancerType"),
  ]);
});
