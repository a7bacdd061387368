import { isObject, isUnknown, knownString, reveal, type Value } from "../values";

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const SUBDOMAIN_LENGTH = 253;
const LABEL_LENGTH = 63;

/** Kinds whose names become DNS labels. */
const LABEL_NAMED = new Set(["Namespace", "Service"]);
/** Objects of this group may have names with colons. */
const FREE_NAMED_GROUP = "rbac.authorization.k8s.io";

/** What an API server finds wrong with an object's name, namespace and labels. */
export function checkMetadata(value: Value | undefined, group: string, kind: string): string[] {
  const metadata = reveal(value);
  if (!isObject(metadata)) return [];
  const found: string[] = [];
  const name = knownString(metadata["name"]);
  const namespace = knownString(metadata["namespace"]);
  if (name !== undefined && group !== FREE_NAMED_GROUP)
    found.push(
      ...(LABEL_NAMED.has(kind)
        ? labelProblem("metadata.name", name)
        : subdomainProblem("metadata.name", name)),
    );
  if (namespace !== undefined) found.push(...labelProblem("metadata.namespace", namespace));
  const labels = reveal(metadata["labels"]);
  if (isObject(labels) && !isUnknown(labels))
    for (const [key, item] of Object.entries(labels)) {
      const text = knownString(item);
      if (text !== undefined && (text.length > LABEL_LENGTH || !LABEL_VALUE.test(text)))
        found.push(
          `metadata.labels.${key}: Invalid value: ${JSON.stringify(text)}: a valid label must be an empty string or consist of at most ${LABEL_LENGTH} alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
        );
    }
  return found;
}

function subdomainProblem(path: string, text: string): string[] {
  if (text.length <= SUBDOMAIN_LENGTH && SUBDOMAIN.test(text)) return [];
  return [
    `${path}: Invalid value: ${JSON.stringify(text)}: a lowercase RFC 1123 subdomain must consist of at most ${SUBDOMAIN_LENGTH} lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
  ];
}

function labelProblem(path: string, text: string): string[] {
  if (text.length <= LABEL_LENGTH && LABEL.test(text)) return [];
  return [
    `${path}: Invalid value: ${JSON.stringify(text)}: a lowercase RFC 1123 label must consist of at most ${LABEL_LENGTH} lower case alphanumeric characters or '-', and must start and end with an alphanumeric character`,
  ];
}
