import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { servicesAreNotPublic } from "./k8s-net-03";

const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const service = (spec: object, annotations?: object): [Given] => [
  { type: "kubernetes:core/v1:Service", name: "app", inputs: { metadata: { annotations }, spec } },
];
const balancer = (annotations?: object, rest: object = {}) =>
  service({ type: "LoadBalancer", ...rest }, annotations);
const FIX = `To mend it: make it a ClusterIP, or give it the annotation ${SCHEME}: internal.`;

describe("K8S-NET-03", () => {
  testRule(servicesAreNotPublic, [
    { title: "nothing said", resources: service({}), expect: ["pass"] },
    {
      title: "within the cluster",
      resources: service({ type: "ClusterIP", clusterIP: "None" }),
      expect: ["pass"],
    },
    {
      title: "a name elsewhere",
      resources: service({ type: "ExternalName", externalName: "db.example.com" }),
      expect: ["pass"],
    },
    { title: "an internal balancer", resources: balancer({ [SCHEME]: "internal" }), expect: ["pass"] },
    {
      title: "an internal balancer, as it was once said",
      resources: balancer({ "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }),
      expect: ["pass"],
    },
    {
      title: "an internal balancer elsewhere",
      resources: balancer({ "networking.gke.io/load-balancer-type": "Internal" }),
      expect: ["pass"],
    },
    {
      title: "a class that is internal by default",
      resources: balancer({}, { loadBalancerClass: "eks.amazonaws.com/nlb" }),
      expect: ["pass"],
    },
    { title: "no addresses", resources: service({ externalIPs: [] }), expect: ["pass"] },
    {
      title: "an empty list",
      resources: [{ type: "kubernetes:core/v1:ServiceList", name: "l", inputs: { items: [] } }],
      expect: ["notApplicable"],
    },
    {
      title: "a port on every node",
      resources: service({ type: "NodePort" }),
      expect: ["violation node-port"],
      message: `the service is of type NodePort, which opens a port on every node, past its load balancer and firewall rules; ClusterIP or an internal load balancer is allowed. ${FIX}`,
    },
    {
      title: "a public balancer",
      resources: balancer(),
      expect: ["violation public-balancer"],
      message: `the service is of type LoadBalancer and says nowhere that it is internal, so that the internet reaches it; an internal load balancer is allowed. ${FIX}`,
    },
    {
      title: "said to be public",
      resources: balancer({ [SCHEME]: "internet-facing" }),
      expect: ["violation public-balancer"],
    },
    {
      title: "not internal",
      resources: balancer({ "service.beta.kubernetes.io/aws-load-balancer-internal": "false" }),
      expect: ["violation public-balancer"],
    },
    {
      title: "another class",
      resources: balancer({}, { loadBalancerClass: "example.com/lb" }),
      expect: ["violation public-balancer"],
    },
    {
      title: "an internal class that is told to be public",
      resources: balancer({ [SCHEME]: "internet-facing" }, { loadBalancerClass: "service.k8s.aws/nlb" }),
      expect: ["violation public-balancer"],
    },
    {
      title: "addresses of others",
      resources: service({ externalIPs: ["203.0.113.7"] }),
      expect: ["violation external-addresses"],
      message:
        "'externalIPs' takes traffic to 203.0.113.7 away from wherever it was meant to go; none may be set. To mend it: take externalIPs out.",
    },
    {
      title: "both",
      resources: service({ type: "NodePort", externalIPs: ["203.0.113.7"] }),
      expect: ["violation node-port", "violation external-addresses"],
    },
    {
      title: "in a list",
      resources: [
        {
          type: "kubernetes:core/v1:ServiceList",
          name: "l",
          inputs: { items: [{ spec: { type: "NodePort" } }] },
        },
      ],
      expect: ["violation node-port"],
    },
    { title: "type not known", resources: service({ type: UNKNOWN }), expect: ["undetermined spec.type"] },
    {
      title: "annotations not known",
      resources: balancer(UNKNOWN as unknown as object),
      expect: ["undetermined metadata.annotations"],
    },
  ]);
});
