import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { noSecretsInEnvironment } from "./k8s-sec-01";

const env = (...variables: unknown[]) => pod({ containers: [{ name: "app", env: variables }] });
const FROM =
  "comes from a Secret, and whatever the container starts or dumps carries it; a mounted file is allowed. To mend it: mount the Secret as a file.";

/** A container that an operator completes. */
const completed = (variable: object): [Given] => [
  {
    type: "kubernetes:kibana.k8s.elastic.co/v1:Kibana",
    name: "app",
    inputs: {
      kind: "Kibana",
      spec: { podTemplate: { spec: { containers: [{ name: "kibana", env: [variable] }] } } },
    },
  },
];
const COMPLETED = "undetermined spec.podTemplate.spec.containers[0].env[0]";

describe("K8S-SEC-01", () => {
  testRule(noSecretsInEnvironment, [
    ...containerCases({
      good: { env: [{ name: "LEVEL", value: "info" }] },
      bad: { env: [{ name: "DB_USER", valueFrom: { secretKeyRef: { name: "db", key: "user" } } }] },
      reason: "secret-in-environment",
      message: (label) => `variable 'DB_USER' of ${label} ${FROM}`,
    }),
    {
      title: "a whole Secret",
      resources: pod({ containers: [{ name: "app", envFrom: [{ secretRef: { name: "db" } }] }] }),
      expect: ["violation secret-in-environment"],
      message: `everything in a Secret of container 'app' ${FROM}`,
    },
    {
      title: "a whole ConfigMap",
      resources: pod({ containers: [{ name: "app", envFrom: [{ configMapRef: { name: "db" } }] }] }),
      expect: ["pass"],
    },
    {
      title: "a literal",
      resources: env({ name: "DB_PASSWORD", value: "hunter2-hunter2" }),
      expect: ["violation literal-secret"],
      message:
        "variable 'DB_PASSWORD' of container 'app' has a name that speaks of a secret, and its value stands in the manifest; a mounted file is allowed. To mend it: keep the value in a Secret, mount it as a file, and let the variable name the file.",
    },
    {
      title: "a literal, in camel case",
      resources: env({ name: "apiKey", value: "abcdefgh" }),
      expect: ["violation literal-secret"],
    },
    {
      title: "where the secret lies",
      resources: env({ name: "DB_PASSWORD_FILE", value: "/run/x" }),
      expect: ["pass"],
    },
    { title: "a switch", resources: env({ name: "AUTOMOUNT_TOKEN", value: "false" }), expect: ["pass"] },
    { title: "another variable", resources: env({ name: "PASSWORD", value: "$(OTHER)" }), expect: ["pass"] },
    {
      title: "a word that holds one",
      resources: env({ name: "TOKENIZER", value: "words" }),
      expect: ["pass"],
    },
    { title: "nothing", resources: pod({ containers: [{ name: "app" }] }), expect: ["notApplicable"] },
    {
      title: "not known",
      resources: env({ name: UNKNOWN, value: "hunter2-hunter2" }),
      expect: ["undetermined spec.containers[0].env[0].name"],
    },
    {
      title: "a value that is not known yet, to which no operator adds a Secret",
      resources: completed({ name: "AWS_ROLE_ARN", value: UNKNOWN }),
      expect: ["pass"],
    },
    {
      title: "a value that is not known yet, under a name that speaks of a secret",
      resources: completed({ name: "DB_PASSWORD", value: UNKNOWN }),
      expect: [`${COMPLETED}.value`],
    },
    {
      title: "a field of the pod, to which no operator adds a Secret",
      resources: completed({ name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }),
      expect: ["pass"],
    },
    {
      title: "a name alone, to which an operator may add anything",
      resources: completed({ name: "NODE" }),
      expect: [`${COMPLETED}.valueFrom`],
    },
    {
      title: "a source that is not known yet",
      resources: completed({ name: "NODE", valueFrom: UNKNOWN }),
      expect: [`${COMPLETED}.valueFrom`],
    },
  ]);
});
