import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { noPaidElasticFeatures } from "./end-elastic-01";

const elasticsearch = (config: unknown, rest: object = {}): Given => ({
  type: "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
  name: "logs",
  inputs: { spec: { nodeSets: [{ name: "hot", config }], ...rest } },
});
const kibana = (config: unknown): Given => ({
  type: "kubernetes:kibana.k8s.elastic.co/v1:Kibana",
  name: "kibana",
  inputs: { spec: { config } },
});
const secret = (labels: unknown): Given => ({
  type: "kubernetes:core/v1:Secret",
  name: "licence",
  inputs: { metadata: { labels } },
});
const LICENCE = secret({ "license.k8s.elastic.co/scope": "operator" });
const POLICY: Given = {
  type: "kubernetes:stackconfigpolicy.k8s.elastic.co/v1alpha1:StackConfigPolicy",
  name: "policy",
  inputs: { spec: {} },
};
const AUDIT = { xpack: { security: { audit: { enabled: true } } } };
const message = (feature: string, licence: string, replacement: string): string =>
  `${feature} needs Elastic's licence '${licence}', and the stack holds none: on Basic it is refused, or silently not there. To mend it: use ${replacement}.`;
const refused = ["violation needs-licence"];

describe("END-ELASTIC-01", () => {
  testRule(noPaidElasticFeatures, [
    { title: "nothing said", resources: [elasticsearch(undefined)], expect: ["pass"] },
    {
      title: "free settings",
      resources: [elasticsearch({ "node.store.allow_mmap": false, "node.roles": ["data_hot", "ingest"] })],
      expect: ["pass"],
    },
    {
      title: "no audit log",
      resources: [elasticsearch({ "xpack.security.audit.enabled": false })],
      expect: ["pass"],
    },
    {
      title: "native users",
      resources: [
        elasticsearch({ xpack: { security: { authc: { realms: { native: { native1: { order: 0 } } } } } } }),
      ],
      expect: ["pass"],
    },
    {
      title: "Kibana's own login",
      resources: [kibana({ "xpack.security.authc.providers": { basic: { basic1: { order: 0 } } } })],
      expect: ["pass"],
    },
    {
      title: "no server for remote clusters",
      resources: [elasticsearch({}, { remoteClusterServer: { enabled: false } })],
      expect: ["pass"],
    },
    { title: "with a licence", resources: [elasticsearch(AUDIT), LICENCE], expect: ["pass"] },
    { title: "a kind, with a licence", resources: [POLICY, LICENCE], expect: ["pass"] },
    {
      title: "no node sets",
      resources: [
        { type: "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch", name: "e", inputs: { spec: {} } },
      ],
      expect: ["pass"],
    },
    {
      title: "the audit log",
      resources: [elasticsearch(AUDIT)],
      expect: refused,
      message: message(
        "the security audit log",
        "gold",
        "the access log of the OIDC proxy and the slow log with a threshold of 0ms",
      ),
    },
    {
      title: "the audit log, in dots",
      resources: [elasticsearch({ "xpack.security.audit.enabled": "true" })],
      expect: refused,
    },
    {
      title: "the audit log beside another secret",
      resources: [elasticsearch(AUDIT), secret({ app: "x" })],
      expect: refused,
    },
    {
      title: "OIDC in Elasticsearch",
      resources: [elasticsearch({ "xpack.security.authc.realms.oidc.oidc1.order": 2 })],
      expect: refused,
    },
    {
      title: "SAML in Kibana",
      resources: [kibana({ "xpack.security.authc.providers": { saml: { saml1: { order: 0 } } } })],
      expect: refused,
      message: message(
        "single sign-on (SAML, OIDC, JWT, Kerberos)",
        "platinum",
        "an OIDC proxy before Kibana, with users of the native realm behind it",
      ),
    },
    {
      title: "LDAP",
      resources: [elasticsearch({ "xpack.security.authc.realms.ldap.ldap1.url": "ldaps://x" })],
      expect: refused,
    },
    {
      title: "the frozen tier",
      resources: [elasticsearch({ "node.roles": ["data_frozen"] })],
      expect: refused,
    },
    {
      title: "machine learning",
      resources: [elasticsearch({ node: { roles: ["ml", "ingest"] } })],
      expect: refused,
    },
    {
      title: "replication",
      resources: [elasticsearch({}, { remoteClusters: [{ name: "eu", elasticsearchRef: { name: "x" } }] })],
      expect: refused,
    },
    {
      title: "a kind that needs it",
      resources: [POLICY],
      expect: refused,
      message: message(
        "stack configuration policies",
        "enterprise",
        "a job that puts ILM policies, templates and roles by Elasticsearch's own API",
      ),
    },
    {
      title: "configuration not known",
      resources: [elasticsearch(UNKNOWN)],
      expect: ["undetermined spec.nodeSets[0].config"],
    },
    {
      title: "a licence perhaps",
      resources: [POLICY, secret(UNKNOWN)],
      expect: ["undetermined metadata.labels"],
    },
  ]);
});
